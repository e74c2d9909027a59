using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>The networks that say what they see in the pictures of another, opened once for all that are evaluated.</summary>
internal sealed class Strangers : IDisposable
{
    private readonly List<OpenedNetwork> _opened = [];

    private Strangers()
    {
    }

    /// <summary>Units of a layer are no class that another network could see: then there are none.</summary>
    internal static Strangers Open(PaintingSettings settings)
    {
        var strangers = new Strangers();
        if (settings.Layer is not null)
            return strangers;
        try
        {
            foreach (var name in settings.Strangers)
                strangers._opened.Add(NetworkCatalogue.Open(name, null, float32, settings.Device));
            return strangers;
        }
        catch
        {
            strangers.Dispose();
            throw;
        }
    }

    /// <summary>The others, as far as they take pictures of this network's size.</summary>
    internal IReadOnlyList<Network> To(Network network) =>
    [
        .. _opened.Select(opened => opened.Network).Where(other =>
            !string.Equals(other.Name, network.Name, StringComparison.Ordinal) && other.Architecture.InputShape.SequenceEqual(network.Architecture.InputShape)),
    ];

    public void Dispose() => _opened.ForEach(opened => opened.Dispose());
}
