using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Data.Images;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Pictures of a world, or of files, as a network's input.</summary>
internal static class PictureBatch
{
    /// <summary>How many pictures a network is given at a time.</summary>
    internal const int Together = 64;

    private const int ReadAtOnce = 4;

    /// <summary>(N, C, H, W), normalised, owned by the caller's dispose scope. Pictures of another size than the network's are resized to fill its input.</summary>
    /// <param name="pictures">square ones</param>
    internal static Tensor Of(Network network, IReadOnlyList<RgbImage> pictures)
    {
        var preprocessing = network.Architecture.Preprocessing;
        preprocessing = preprocessing with { Resize = Math.Max(preprocessing.Crop, preprocessing.CropWidth ?? preprocessing.Crop) };
        return cat([.. pictures.Select(picture => InputTensors.FromPicture(picture, preprocessing, network.dtype, network.device))]);
    }

    /// <summary>Successive parts of a tensor of pictures, each owned by the dispose scope in which it is asked for: what is computed of one at a time takes the memory of one.</summary>
    internal static IEnumerable<Tensor> Parts(Tensor pictures)
    {
        for (var first = 0L; first < pictures.shape[0]; first += Together)
            yield return pictures.narrow(0, first, Math.Min(Together, pictures.shape[0] - first));
    }

    /// <summary>Successive pictures of files, a few at a time: photographs take a hundred megabytes each while they are read and resized.</summary>
    /// <param name="prepare">a picture as the network takes it, (1, C, H, W)</param>
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    /// <exception cref="UserError">a picture that can't be read</exception>
    internal static Tensor Read(long first, long count, Func<int, RgbImage> read, Func<RgbImage, Tensor> prepare)
    {
        var parts = new List<Tensor>();
        for (var start = (int)first; start < first + count; start += ReadAtOnce)
        {
            var from = start;
            parts.AddRange(ParallelReading.Of((int)Math.Min(ReadAtOnce, first + count - from), i => read(from + i)).Select(prepare));
        }

        return cat([.. parts]);
    }

    /// <summary>Successive images of a source, drawn by all processors.</summary>
    internal static WorldSample[] Draw(IWorldSource source, long first, long count)
    {
        var samples = new WorldSample[count];
        Parallel.For(0, count, i => samples[i] = source.Draw(first + i));
        return samples;
    }
}
