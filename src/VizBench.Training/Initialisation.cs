using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>Initial parameters: He normal weights (He et al. 2015, fan-in), zero biases, unit normalisation.</summary>
internal static class Initialisation
{
    /// <returns>owned by the caller's dispose scope</returns>
    internal static IReadOnlyDictionary<string, Tensor> Of(Architecture architecture, long seed, double firstLayerScale)
    {
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var scale = firstLayerScale;
        foreach (var (name, shape) in architecture.ParameterShapes)
        {
            if (shape.Length > 1)
            {
                parameters[name] = Weight(new StreamKey(seed, architecture.Name, "init " + name).Open(), shape, scale);
                scale = 1;
            }
            else
            {
                var isOne = name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith(".weight", StringComparison.Ordinal);
                parameters[name] = full(shape, isOne ? 1.0 : 0.0, float32);
            }
        }

        return parameters;
    }

    private static Tensor Weight(RandomStream stream, long[] shape, double scale)
    {
        var fanIn = shape.Skip(1).Aggregate(1L, (product, size) => product * size);
        var deviation = scale * Math.Sqrt(2.0 / fanIn);
        var values = Array.ConvertAll(stream.Normal(shape[0] * fanIn), value => (float)(value * deviation));
        return tensor(values, shape);
    }
}
