using VizBench.Randomness;

namespace VizBench.Tests.Metrics;

/// <summary>Seeded inputs for properties: the same at every run, another for every sample.</summary>
internal static class RandomTensors
{
    internal static RandomStream Stream(int sample) => new StreamKey(1, "metrics", "properties", sample).Open();

    internal static Tensor Normal(RandomStream random, params long[] shape) => tensor(random.Normal(shape.Aggregate(1L, (a, b) => a * b)), shape);

    /// <summary>Boolean, with at least one position set in every item of the first dimension.</summary>
    internal static Tensor Masks(RandomStream random, params long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var share = random.NextDouble();
        var values = random.Uniform(count).Select(u => u < share).ToArray();
        var perItem = count / shape[0];
        for (var n = 0; n < shape[0]; n++)
            values[n * perItem + random.NextInt((int)perItem)] = true;
        return tensor(values, shape);
    }
}
