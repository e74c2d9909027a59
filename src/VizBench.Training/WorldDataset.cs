using VizBench.Data.ConceptWorld;
using VizBench.Networks;

namespace VizBench.Training;

/// <summary>ConceptWorld images in memory as bytes, given out as normalised batches.</summary>
internal sealed class WorldDataset
{
    private readonly byte[][] _pixels;
    private readonly int[] _classes;
    private readonly int _size;
    private readonly Preprocessing _preprocessing;

    private WorldDataset(byte[][] pixels, int[] classes, int size, Preprocessing preprocessing) =>
        (_pixels, _classes, _size, _preprocessing) = (pixels, classes, size, preprocessing);

    internal int Count => _pixels.Length;

    /// <summary>Draws images 0 … count − 1 of a seed, on all cores: each depends on its index alone. Progress is told by one thread at a time.</summary>
    internal static WorldDataset Draw(long seed, int count, int size, Preprocessing preprocessing, Action<double> progress, CancellationToken cancellation)
    {
        var world = new World(new WorldOptions { Size = size, Seed = seed });
        var pixels = new byte[count][];
        var classes = new int[count];
        var done = 0;
        var reporting = new Lock();
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var sample = world.Draw(i);
            (pixels[i], classes[i]) = (sample.Image.Pixels, sample.Class);
            lock (reporting)
            {
                if (++done % 500 == 0)
                    progress((double)done / count);
            }
        });
        return new WorldDataset(pixels, classes, size, preprocessing);
    }

    /// <summary>(N, 3, H, W) normalised float32 images and (N) classes, owned by the caller's dispose scope.</summary>
    internal (Tensor Images, Tensor Classes) Batch(ReadOnlySpan<int> indices)
    {
        var plane = _size * _size;
        var values = new float[indices.Length * 3 * plane];
        var classes = new long[indices.Length];
        for (var sample = 0; sample < indices.Length; sample++)
        {
            classes[sample] = _classes[indices[sample]];
            var bytes = _pixels[indices[sample]];
            for (var channel = 0; channel < 3; channel++)
            {
                var scale = (float)(1 / (255 * _preprocessing.Std[channel]));
                var shift = (float)(_preprocessing.Mean[channel] / _preprocessing.Std[channel]);
                var target = values.AsSpan((sample * 3 + channel) * plane, plane);
                for (var i = 0; i < plane; i++)
                    target[i] = bytes[3 * i + channel] * scale - shift;
            }
        }

        return (tensor(values, [indices.Length, 3, _size, _size]), tensor(classes, [indices.Length]));
    }
}
