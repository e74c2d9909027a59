using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>Initial parameters: He normal weights (He et al. 2015, fan-in), zero biases, unit normalisation.</summary>
internal static class Initialisation
{
    /// <param name="firstLayerScale">the first weights are multiplied by this</param>
    /// <param name="lastLayerScale">the last weights are multiplied by this</param>
    /// <returns>owned by the caller's dispose scope</returns>
    internal static IReadOnlyDictionary<string, Tensor> Of(Architecture architecture, long seed, double firstLayerScale, double lastLayerScale = 1)
    {
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var fanIns = FanIns(architecture);
        var weights = architecture.ParameterShapes.Where(parameter => parameter.Value.Length > 1).Select(parameter => parameter.Key).ToArray();
        foreach (var (name, shape) in architecture.ParameterShapes)
        {
            if (shape.Length > 1)
            {
                var scale = (string.Equals(name, weights[0], StringComparison.Ordinal) ? firstLayerScale : 1) * (string.Equals(name, weights[^1], StringComparison.Ordinal) ? lastLayerScale : 1);
                parameters[name] = Weight(new StreamKey(seed, architecture.Name, "init " + name).Open(), shape, fanIns[name], scale);
            }
            else
            {
                var isOne = name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith(".weight", StringComparison.Ordinal);
                parameters[name] = full(shape, isOne ? 1.0 : 0.0, float32);
            }
        }

        return parameters;
    }

    /// <summary>How many inputs each output of a layer with weights adds up.</summary>
    private static Dictionary<string, double> FanIns(Architecture architecture)
    {
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var layer in architecture.Layers)
        {
            foreach (var (role, shape) in layer.Operation.Parameters)
            {
                found[layer.ParameterName(role)] = layer.Operation is TransposedConvolution up && shape.Length == 4
                    // Of a kernel's taps only each stride-th meets an output.
                    ? shape[0] / (double)up.Groups * shape[2] / up.Stride.Height * shape[3] / up.Stride.Width
                    : shape.Skip(1).Aggregate(1L, (product, size) => product * size);
            }
        }

        return found;
    }

    private static Tensor Weight(RandomStream stream, long[] shape, double fanIn, double scale)
    {
        var deviation = scale * Math.Sqrt(2.0 / fanIn);
        var values = Array.ConvertAll(stream.Normal(shape.Aggregate(1L, (product, size) => product * size)), value => (float)(value * deviation));
        return tensor(values, shape);
    }
}
