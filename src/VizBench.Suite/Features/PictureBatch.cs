using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Pictures of a world as a network's input.</summary>
internal static class PictureBatch
{
    /// <summary>(N, C, H, W), normalised, owned by the caller's dispose scope. Pictures of another size than the network's are resized to fill its input.</summary>
    /// <param name="pictures">square ones</param>
    internal static Tensor Of(Network network, IReadOnlyList<RgbImage> pictures)
    {
        var preprocessing = network.Architecture.Preprocessing;
        preprocessing = preprocessing with { Resize = Math.Max(preprocessing.Crop, preprocessing.CropWidth ?? preprocessing.Crop) };
        return cat([.. pictures.Select(picture => InputTensors.FromPicture(picture, preprocessing, network.dtype, network.device))]);
    }

    /// <summary>Successive images of a source, drawn by all processors.</summary>
    internal static WorldSample[] Draw(IWorldSource source, long first, long count)
    {
        var samples = new WorldSample[count];
        Parallel.For(0, count, i => samples[i] = source.Draw(first + i));
        return samples;
    }
}
