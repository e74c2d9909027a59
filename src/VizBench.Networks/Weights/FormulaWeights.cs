using System.Globalization;
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
    private const string Prefix = "formula:";

    // A fully connected layer of VGG has a hundred million weights: they are made piece by piece.
    private const int ChunkLength = 1 << 20;

    /// <returns>owned by the caller's dispose scope</returns>
    public static IReadOnlyDictionary<string, Tensor> Of(Architecture architecture, long seed, ScalarType type, Device? device = null) =>
        Of(architecture.Name, architecture.ParameterShapes, seed, type, device);

    /// <param name="network">the architecture's name, which names the streams</param>
    /// <param name="shapes">by parameter</param>
    internal static IReadOnlyDictionary<string, Tensor> Of(string network, IEnumerable<KeyValuePair<string, long[]>> shapes, long seed, ScalarType type, Device? device)
    {
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, shape) in shapes)
        {
            parameters[name] = empty(shape, type, device);
            Fill(parameters[name], new StreamKey(seed, network, name).Open(), Range(name, shape));
        }

        return parameters;
    }

    /// <summary>A batch of inputs by the same formula, uniform in ±2.</summary>
    /// <param name="network">the architecture's name, which names the stream</param>
    /// <param name="shape">(N, C, H, W)</param>
    /// <returns>float64 on the CPU, owned by the caller's dispose scope</returns>
    public static Tensor Input(string network, long seed, params long[] shape)
    {
        var input = empty(shape, float64);
        Fill(input, new StreamKey(seed, network, "input").Open(), (-2, 2));
        return input;
    }

    /// <summary>Whether weights are named as these are, formula:SEED.</summary>
    internal static bool IsNamedBy(string? weights) => weights?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    internal static string NameOf(long seed) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{seed}");

    /// <exception cref="UserError">what follows "formula:" is no whole number</exception>
    internal static long SeedOf(string weights) =>
        long.TryParse(weights.AsSpan(Prefix.Length), NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UserError($"'{weights}': weights by formula are named formula:SEED with a whole number, for example formula:1");

    private static void Fill(Tensor parameter, RandomStream stream, (double Low, double High) range)
    {
        using var scope = NewDisposeScope();
        var flat = parameter.reshape(-1);
        var count = flat.NumberOfElements;
        for (var start = 0L; start < count; start += ChunkLength)
        {
            var values = new float[Math.Min(ChunkLength, count - start)];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(range.Low + (range.High - range.Low) * (stream.NextUInt32() >> 8) * (1.0 / (1 << 24)));
            using var chunk = tensor(values, [values.Length]);
            flat.narrow(0, start, values.Length).copy_(chunk);
        }
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
