using VizBench.Arrays;
using VizBench.Cli.Arguments;
using VizBench.Data.Images;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Cli.Applying;

/// <summary>An input that has been read: a picture to be preprocessed, or an array that is taken as it is.</summary>
internal sealed record LoadedInput(InputArgument Source, RgbImage? Picture, NdArray? Array)
{
    /// <summary>Whether the array is (N, H, W, C) or (H, W, C), as the network's file has its input.</summary>
    public bool IsChannelsLast { get; init; }

    /// <summary>Of the picture; null: the network's.</summary>
    public PictureSize? Size { get; init; }

    /// <summary>Rows and columns that it is brought to, pixels.</summary>
    public (int Height, int Width) Extent(Preprocessing preprocessing)
    {
        if (Picture is null)
        {
            long[] sides = [.. Array!.Shape.TakeLast(IsChannelsLast ? 3 : 2).Take(2)];
            return ((int)sides[0], (int)sides[1]);
        }

        var shown = Size?.For(Picture, preprocessing) ?? preprocessing;
        return (shown.Crop, shown.CropWidth ?? shown.Crop);
    }

    /// <summary>The longer of the two.</summary>
    public int LongerSide(Preprocessing preprocessing)
    {
        var (height, width) = Extent(preprocessing);
        return Math.Max(height, width);
    }

    /// <summary>(N, C, H, W), owned by the caller's dispose scope.</summary>
    public Tensor ToTensor(Preprocessing preprocessing, ScalarType type, Device device)
    {
        if (Picture is not null)
            return InputTensors.FromPicture(Picture, Size?.For(Picture, preprocessing) ?? preprocessing, type, device);
        var tensor = TensorArrays.FromNdArray(Array!, type, device);
        var batch = Array!.Shape.Length == 3 ? tensor.unsqueeze(0) : tensor;
        return IsChannelsLast ? batch.permute([0, 3, 1, 2]).contiguous() : batch;
    }
}
