using VizBench.Randomness;

namespace VizBench.Networks.Weights;

/// <summary>
/// Weights by formula instead of by file, for tests and benchmarks: each parameter is uniform in ±√(6/fan-in) (He 2015; a
/// bias in ±.1, a running variance in .5 … 1.5, a normalisation's weight in .4 … 1.4), drawn from a stream named after it. A
/// layer then leaves the size of the signal about as it was, and a residual block doubles its square. The numbers are exact
/// in float32, and the same on every machine.
/// </summary>
public static class FormulaWeights
{
    /// <returns>owned by the caller's dispose scope</returns>
    public static IReadOnlyDictionary<string, Tensor> Of(Architecture architecture, long seed, ScalarType type, Device? device = null)
    {
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, shape) in architecture.ParameterShapes)
        {
            var stream = new StreamKey(seed, architecture.Name, name).Open();
            var (low, high) = Range(name, shape);
            var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            for (var i = 0L; i < values.LongLength; i++)
                values[i] = (float)(low + (high - low) * (stream.NextUInt32() >> 8) * (1.0 / (1 << 24)));
            parameters[name] = tensor(values, shape, type, device);
        }

        return parameters;
    }

    private static (double Low, double High) Range(string name, long[] shape)
    {
        if (name.EndsWith("running_var", StringComparison.Ordinal))
            return (0.5, 1.5);
        if (shape.Length == 1)
            return name.EndsWith("weight", StringComparison.Ordinal) ? (0.4, 1.4) : (-0.1, 0.1);
        var fanIn = shape.Skip(1).Aggregate(1L, (product, size) => product * size);
        var bound = Math.Sqrt(6.0 / fanIn);
        return (-bound, bound);
    }
}
