using VizBench.Methods;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>The networks that say what they see in the pictures of another, opened once for all that are evaluated.</summary>
internal sealed class Strangers : IDisposable
{
    private readonly List<OpenedNetwork> _opened = [];
    private readonly Method[] _methods;

    private Strangers(Method[] methods) => _methods = methods;

    /// <summary>Units of a layer are no class that another network could see: then there are none.</summary>
    /// <param name="methods">all that are evaluated</param>
    internal static Strangers Open(PaintingSettings settings, IEnumerable<Method> methods)
    {
        var strangers = new Strangers([.. methods]);
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

    /// <summary>The others, as far as they take pictures of this network's size, but for those that a learned prior knows (<see cref="KnownTo"/>).</summary>
    internal IReadOnlyList<Network> To(Network network)
    {
        var known = KnownTo(network);
        return [.. Others(network).Where(other => !known.Contains(other.Name, StringComparer.Ordinal))];
    }

    /// <summary>
    /// Of the others those that a generator of any evaluated method was trained with: pictures that were made to please a network are not judged by it. They
    /// judge no method, so that all of them have the same judges.
    /// </summary>
    internal IReadOnlyList<string> KnownTo(Network network)
    {
        var trainedWith = _methods.SelectMany(method => CompanionsOf(method, network)).SelectMany(name => GeneratorCatalogue.Has(name) ? GeneratorCatalogue.Named(name).TrainedWith : [name]).ToHashSet(StringComparer.Ordinal);
        return [.. Others(network).Select(other => other.Name).Where(trainedWith.Contains)];
    }

    private IEnumerable<Network> Others(Network network) => _opened.Select(opened => opened.Network).Where(other =>
        !string.Equals(other.Name, network.Name, StringComparison.Ordinal) && other.Architecture.InputShape.SequenceEqual(network.Architecture.InputShape));

    /// <summary>None where the method can't paint for the network: the evaluation says why.</summary>
    private static IReadOnlyList<string> CompanionsOf(Method method, Network network)
    {
        try
        {
            return method.CompanionsFor(network.Architecture, null);
        }
        catch (UserError)
        {
            return [];
        }
    }

    public void Dispose() => _opened.ForEach(opened => opened.Dispose());
}
