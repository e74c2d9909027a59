using VizBench.Data.ConceptWorld;

namespace VizBench.Training;

/// <summary>Some successive images of a world, in memory: bytes and classes.</summary>
/// <param name="Pixels">by image: size × size × 3 bytes, row-major, red, green, blue</param>
/// <param name="Classes">by image, 0-based</param>
internal sealed record ImageChunk(byte[][] Pixels, int[] Classes, int Size)
{
    /// <summary>Draws images first … first + count − 1, on so many cores: each depends on its index alone.</summary>
    internal static ImageChunk Draw(IWorldSource world, long first, int count, int workers, CancellationToken cancellation)
    {
        var chunk = new ImageChunk(new byte[count][], new int[count], world.Size);
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = workers }, i =>
        {
            var sample = world.Draw(first + i);
            (chunk.Pixels[i], chunk.Classes[i]) = (sample.Image.Pixels, sample.Class);
        });
        return chunk;
    }
}
