using VizBench.Randomness;

namespace VizBench.Methods.Optimising;

/// <summary>
/// The random numbers of an optimisation. Each sample has streams of its own, named by what it maximises and not by its place
/// in the batch, so that alone it gets what it gets among others.
/// </summary>
/// <param name="samples">one key for each sample</param>
internal sealed class Draws(long seed, string caseName, IReadOnlyList<long> samples)
{
    private readonly Dictionary<string, RandomStream> _streams = new(StringComparer.Ordinal);

    internal int Count => samples.Count;

    internal long KeyOf(int sample) => samples[sample];

    /// <summary>Those of some of the samples.</summary>
    internal Draws Only(int first, int count) => new(seed, caseName, [.. samples.Skip(first).Take(count)]);

    /// <summary>Other numbers for the same samples: a further try of the same thing. The zeroth is this one.</summary>
    internal Draws Again(int attempt) => attempt == 0 ? this : new(seed, $"{caseName} again {attempt}", samples);

    internal RandomStream Stream(string purpose, int sample, int step = 0)
    {
        if (!_streams.TryGetValue(purpose, out var stream))
            _streams[purpose] = stream = new StreamKey(seed, caseName, purpose).Open();
        return stream.At(samples[sample], (uint)step);
    }

    /// <summary>(N, shape), standard normal.</summary>
    internal Tensor Normal(string purpose, long[] shape, Canvas canvas, int step = 0) => Normal(purpose, shape, canvas.Type, canvas.Device, step);

    /// <summary>(N, shape), standard normal.</summary>
    internal Tensor Normal(string purpose, long[] shape, ScalarType type, Device device, int step = 0) => Filled(purpose, shape, type, device, step, stream => stream.NextNormal);

    /// <summary>(N, shape), uniform in [0, 1).</summary>
    internal Tensor Uniform(string purpose, long[] shape, ScalarType type, Device device, int step = 0) => Filled(purpose, shape, type, device, step, stream => stream.NextDouble);

    private Tensor Filled(string purpose, long[] shape, ScalarType type, Device device, int step, Func<RandomStream, Func<double>> next)
    {
        var size = checked((int)shape.Aggregate(1L, (product, extent) => product * extent));
        var values = new double[size * Count];
        var streams = Enumerable.Range(0, Count).Select(sample => Stream(purpose, sample, step)).ToArray();
        // Counter-based: the numbers are the same whoever draws them.
        Parallel.For(0, Count, sample =>
        {
            var draw = next(streams[sample]);
            for (var i = 0; i < size; i++)
                values[sample * size + i] = draw();
        });
        return tensor(values, [Count, .. shape], type, device);
    }
}
