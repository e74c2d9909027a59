using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>How alike two methods' maps of the same images are.</summary>
/// <param name="First">a method's label</param>
/// <param name="Second">that of one that comes after it</param>
/// <param name="Values">by a metric's id, one for each image; NaN where it is undefined</param>
public sealed record MethodAgreement(string Network, string First, string Second, SortedDictionary<string, double[]> Values)
{
    /// <summary>The metrics, in the order of the tables.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["cosine", "rank-correlation", "top-k-overlap"];
}

/// <summary>The maps of all methods on one network, of the first images: they are kept until every method is done. Owns its tensors.</summary>
internal sealed class MethodMaps : IDisposable
{
    /// <summary>Of 224×224 pixels they take 10 MB a method.</summary>
    private const long MostImages = 24;

    private readonly List<(string Method, Tensor Maps)> _maps = [];

    /// <param name="maps">(N,H,W)</param>
    internal void Keep(string method, Tensor maps) => _maps.Add((method, maps.narrow(0, 0, Math.Min(MostImages, maps.shape[0])).clone().DetachFromDisposeScope()));

    /// <summary>Every method against those after it.</summary>
    internal IReadOnlyList<MethodAgreement> Agreements(string network) =>
        [.. _maps.SelectMany((one, i) => _maps.Skip(i + 1), (one, other) => new MethodAgreement(network, one.Method, other.Method, new SortedDictionary<string, double[]>(StringComparer.Ordinal)
        {
            ["cosine"] = CosineSimilarity.Of(one.Maps, other.Maps),
            ["rank-correlation"] = RankCorrelation.Spearman(one.Maps, other.Maps),
            ["top-k-overlap"] = TopOverlap.Of(one.Maps, other.Maps),
        }))];

    public void Dispose()
    {
        foreach (var (_, maps) in _maps)
            maps.Dispose();
    }
}
