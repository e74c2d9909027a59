using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods;

/// <summary>A method's further networks, opened beside the one that it is applied to. Owns them.</summary>
internal sealed class OpenedCompanions : IDisposable
{
    private readonly Dictionary<string, Network> _byName = new(StringComparer.Ordinal);

    /// <param name="beside">whose precision and device they take; at least float32, in which pictures are painted</param>
    /// <exception cref="UserError">a name is unknown, or its weights are missing</exception>
    internal OpenedCompanions(IEnumerable<string> names, Network beside)
    {
        var type = beside.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? ScalarType.Float32 : beside.dtype;
        try
        {
            foreach (var name in names.Distinct(StringComparer.Ordinal))
                _byName[name] = GeneratorCatalogue.Has(name) ? GeneratorCatalogue.Open(name, type, beside.device) : NetworkCatalogue.Open(name, null, type, beside.device).Network;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal IReadOnlyDictionary<string, Network> ByName => _byName;

    public void Dispose()
    {
        foreach (var network in _byName.Values)
            network.Dispose();
    }
}
