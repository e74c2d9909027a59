using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>What numbers were computed from and on, beside the product's version and the settings: what a table's provenance states.</summary>
/// <param name="Weights">SHA-256 of the weights, by the network's name</param>
/// <param name="Device">"cpu", "cuda:0"</param>
/// <param name="Precision">"float32", "float64"</param>
public sealed record NumbersOrigin(IReadOnlyDictionary<string, string> Weights, string Device, string Precision)
{
    internal static NumbersOrigin Of(OpenedNetwork opened) =>
        Of(new Dictionary<string, string>(StringComparer.Ordinal) { [opened.Network.Name] = opened.WeightsSha256 }, opened.Network.device, opened.Network.dtype);

    internal static NumbersOrigin Of(IReadOnlyDictionary<string, string> weights, Device device, ScalarType type) => new(weights, device.ToString(), type.ToString().ToLowerInvariant());
}
