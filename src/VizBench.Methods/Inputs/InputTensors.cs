using VizBench.Data.Images;
using VizBench.Networks;

namespace VizBench.Methods.Inputs;

/// <summary>Pictures as network inputs, and back.</summary>
public static class InputTensors
{
    /// <summary>
    /// A picture as the network wants it: in color or as its grey, resized, cropped, normalized; (1, C, H, W) with C 1 or 3, owned by the
    /// caller's dispose scope.
    /// </summary>
    /// <exception cref="UserError">the network takes another number of channels</exception>
    public static Tensor FromPicture(RgbImage picture, Preprocessing preprocessing, ScalarType type, Device device)
    {
        CheckTakesPictures(preprocessing.Mean.Count, "a picture");
        return FromPlanar(PlanarImage.FromRgb(picture, preprocessing.Mean.Count), preprocessing, type, device);
    }

    /// <summary>Mid-grey of a size, the same in every channel, as the network wants it: what is painted over. (1, C, H, W), owned by the caller's dispose scope.</summary>
    public static Tensor OfGrey(int height, int width, Preprocessing preprocessing, ScalarType type, Device device) =>
        FromPlanar(PlanarImage.Uniform(preprocessing.Mean.Count, height, width, 128 / 255.0), preprocessing, type, device);

    /// <summary>
    /// A picture stretched to fill the network's input, normalized: nothing of it is cut away, and a place of the picture stays the same share of both sides.
    /// (1, C, H, W), owned by the caller's dispose scope.
    /// </summary>
    /// <exception cref="UserError">the network takes another number of channels</exception>
    public static Tensor Filling(RgbImage picture, Architecture architecture, ScalarType type, Device device)
    {
        var preprocessing = architecture.Preprocessing;
        CheckTakesPictures(preprocessing.Mean.Count, "a picture");
        var planar = PlanarImage.FromRgb(picture, preprocessing.Mean.Count);
        return Normalized(Resize.To(planar, (int)architecture.InputShape[1], (int)architecture.InputShape[2]), preprocessing, type, device);
    }

    /// <summary>Refuses pictures where a network takes neither one channel nor three.</summary>
    /// <param name="channels">of the network's input</param>
    /// <param name="what">the message's beginning: the input's name</param>
    /// <exception cref="UserError">neither grey nor color</exception>
    public static void CheckTakesPictures(int channels, string what)
    {
        if (!PlanarImage.CanShow(channels))
            throw new UserError($"{what} has one channel (grey) or three (color), and the network takes {channels}; give it an array, a .npy file of shape ({channels}, H, W) or (N, {channels}, H, W)");
    }

    private static Tensor FromPlanar(PlanarImage picture, Preprocessing preprocessing, ScalarType type, Device device)
    {
        var resized = Resize.ShorterSide(picture, preprocessing.Resize);
        var cropped = CentreCrop.Of(resized, preprocessing.Crop, preprocessing.CropWidth ?? preprocessing.Crop);
        return Normalized(cropped, preprocessing, type, device);
    }

    private static Tensor Normalized(PlanarImage picture, Preprocessing preprocessing, ScalarType type, Device device)
    {
        var normalized = NormalizationOf(preprocessing).ToNetwork(picture);
        return tensor(normalized.Values, [1, normalized.Channels, normalized.Height, normalized.Width], type, device);
    }

    /// <summary>
    /// The picture that an input shows: sample of an (N, C, H, W) tensor in normalised units, clamped to 0..255. Where C is neither 1 nor 3,
    /// the mean of the channels as grey.
    /// </summary>
    public static RgbImage ToPicture(Tensor input, int sample, Preprocessing preprocessing)
    {
        using var scope = NewDisposeScope();
        var values = input.select(0, sample).detach().to(ScalarType.Float64, CPU).data<double>().ToArray();
        var shape = input.shape;
        var planar = new PlanarImage((int)shape[1], (int)shape[2], (int)shape[3], values);
        var shown = NormalizationOf(preprocessing).ToPicture(planar);
        return (PlanarImage.CanShow(shown.Channels) ? shown : shown.Mean()).ToRgb();
    }

    /// <summary>A network's own units of values, as the reader of pictures knows them.</summary>
    public static Normalization NormalizationOf(Preprocessing preprocessing) =>
        new(preprocessing.Mean, preprocessing.Std) { BlueFirst = preprocessing.BlueFirst };
}
