using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>
/// Networks whose layers have lost what they learned, from the output downwards: a method that explains the network must show
/// something else for them. Adebayo, Gilmer, Muelly, Goodfellow, Hardt and Kim 2018, section 3.1, cascading.
/// </summary>
internal static class ParameterRandomisation
{
    /// <summary>The convolutions and fully connected layers, from the output downwards.</summary>
    internal static IReadOnlyList<string> Layers(Architecture architecture) =>
        [.. architecture.Layers.Where(layer => LinearOperations.Includes(layer.Operation)).Select(layer => layer.Name).Reverse()];

    /// <summary>A copy of the network in which the weights of these layers are drawn anew, normal with the mean and the deviation that they had, and their biases are zero.</summary>
    internal static Network Without(Network network, IEnumerable<string> layers, long seed)
    {
        using var scope = NewDisposeScope();
        var lost = network.Architecture.Layers.Where(layer => layers.Contains(layer.Name, StringComparer.Ordinal)).ToArray();
        var weights = lost.Select(layer => layer.ParameterName("weight")).ToHashSet(StringComparer.Ordinal);
        var biases = lost.Select(layer => layer.ParameterName("bias")).ToHashSet(StringComparer.Ordinal);
        var parameters = network.Parameters.ToDictionary(
            entry => entry.Key,
            entry => weights.Contains(entry.Key) ? Redrawn(entry.Key, entry.Value, seed) : biases.Contains(entry.Key) ? zeros_like(entry.Value) : entry.Value.clone(),
            StringComparer.Ordinal);
        return new Network(network.Architecture, parameters, network.dtype, network.device);
    }

    private static Tensor Redrawn(string name, Tensor weight, long seed)
    {
        var values = weight.to(ScalarType.Float64, CPU).data<double>().ToArray();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        var drawn = new StreamKey(seed, name, "parameter-randomisation").Open().Normal(values.Length);
        return tensor(Array.ConvertAll(drawn, value => mean + deviation * value), weight.shape, weight.dtype, weight.device);
    }
}
