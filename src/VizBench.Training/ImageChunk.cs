using VizBench.Data.ConceptWorld;

namespace VizBench.Training;

/// <summary>Some successive images of a world, in memory: bytes and classes.</summary>
/// <param name="Pixels">by image: size × size × 3 bytes, row-major, red, green, blue</param>
/// <param name="Classes">by image, 0-based</param>
internal sealed record ImageChunk(byte[][] Pixels, int[] Classes, int Size)
{
    private const int ReportEvery = 500;

    /// <summary>Draws images first … first + count − 1, on so many cores: each depends on its index alone. Progress is told by one thread at a time.</summary>
    internal static ImageChunk Draw(
        IWorldSource world, long first, int count, int workers, Action<double>? progress, CancellationToken cancellation)
    {
        var chunk = new ImageChunk(new byte[count][], new int[count], world.Size);
        var done = 0;
        var reporting = new Lock();
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = workers }, i =>
        {
            var sample = world.Draw(first + i);
            (chunk.Pixels[i], chunk.Classes[i]) = (sample.Image.Pixels, sample.Class);
            lock (reporting)
            {
                if (++done % ReportEvery == 0)
                    progress?.Invoke((double)done / count);
            }
        });
        return chunk;
    }
}
