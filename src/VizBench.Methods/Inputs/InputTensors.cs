using VizBench.Data.Images;
using VizBench.Networks;

namespace VizBench.Methods.Inputs;

/// <summary>Pictures as network inputs, and back.</summary>
public static class InputTensors
{
    /// <summary>A picture as the network wants it: resized, cropped, normalised; (1, 3, H, W), owned by the caller's dispose scope.</summary>
    public static Tensor FromPicture(RgbImage picture, Preprocessing preprocessing, ScalarType type, Device device)
    {
        var resized = Resize.ShorterSide(PlanarImage.FromRgb(picture), preprocessing.Resize);
        var cropped = CentreCrop.Of(resized, preprocessing.Crop, preprocessing.CropWidth ?? preprocessing.Crop);
        var normalised = NormalizationOf(preprocessing).ToNetwork(cropped);
        return tensor(normalised.Values, [1, normalised.Channels, normalised.Height, normalised.Width], type, device);
    }

    /// <summary>The picture that an input shows: sample of an (N, 3, H, W) tensor in normalised units, clamped to 0..255.</summary>
    public static RgbImage ToPicture(Tensor input, int sample, Preprocessing preprocessing)
    {
        using var scope = NewDisposeScope();
        var values = input.select(0, sample).detach().to(ScalarType.Float64, CPU).data<double>().ToArray();
        var shape = input.shape;
        var planar = new PlanarImage((int)shape[1], (int)shape[2], (int)shape[3], values);
        return NormalizationOf(preprocessing).ToPicture(planar).ToRgb();
    }

    /// <summary>A network's own units of values, as the reader of pictures knows them.</summary>
    public static Normalization NormalizationOf(Preprocessing preprocessing) =>
        new(preprocessing.Mean, preprocessing.Std) { BlueFirst = preprocessing.BlueFirst };
}
