using VizBench.Arrays;
using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>A file that is measured, as a batch.</summary>
/// <param name="File">as the user named it</param>
/// <param name="Values">(N,C,H,W), C order; a picture's colors in 0 … 1</param>
/// <param name="Shape">N, C, H and W</param>
/// <param name="Axes">of the file: 2 for (H,W), 3 for (C,H,W), 4 for (N,C,H,W)</param>
/// <param name="IsPicture">whether it is an 8-bit picture rather than an array</param>
internal sealed record MeasuredArray(string File, double[] Values, long[] Shape, int Axes, bool IsPicture)
{
    internal static bool IsArray(string path) => string.Equals(Path.GetExtension(path), ".npy", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FileError">the file is missing, broken or of another shape</exception>
    internal static MeasuredArray Read(string path)
    {
        if (!IsArray(path))
        {
            var planes = PlanarImage.FromRgb(ImageFiles.Read(path));
            return new MeasuredArray(path, planes.Values, [1, planes.Channels, planes.Height, planes.Width], 3, true);
        }

        var array = NpyFile.Read(path);
        return array.Shape.Length is >= 2 and <= 4 && array.Count > 0
            ? new MeasuredArray(path, array.ToDoubles(), [.. Enumerable.Repeat(1L, 4 - array.Shape.Length), .. array.Shape], array.Shape.Length, false)
            : throw new FileError(path, "shape", $"({string.Join(", ", array.Shape)}) is not measured; give (H, W), (C, H, W) or (N, C, H, W) with numbers in it");
    }

    /// <summary>"a.npy", or "a.npy[2]" of one that holds several.</summary>
    internal IEnumerable<string> Names => Shape[0] == 1 ? [Path.GetFileName(File)] : Enumerable.Range(0, (int)Shape[0]).Select(n => $"{Path.GetFileName(File)}[{n}]");

    /// <summary>"3×224×224".</summary>
    internal string Size => string.Join('×', Shape.Skip(1));

    /// <summary>Values that are NaN or infinite; null: none are.</summary>
    internal NotFinite? NotFinite
    {
        get
        {
            var first = Array.FindIndex(Values, value => !double.IsFinite(value));
            if (first < 0)
                return null;
            var place = new long[Axes];
            for (var (axis, left) = (Axes - 1, (long)first); axis >= 0; left /= Shape[4 - Axes + axis--])
                place[axis] = left % Shape[4 - Axes + axis];
            return new NotFinite(File, Values.Count(value => !double.IsFinite(value)), $"[{string.Join(", ", place)}]");
        }
    }

    /// <summary>Whether no value lies beyond 0 … 1, so that their range is known.</summary>
    internal bool IsInUnitRange => !Array.Exists(Values, value => value < 0 || value > 1);

    /// <summary>Whether it can only be a mask: zeros and ones, one number a pixel.</summary>
    internal bool IsMask => Array.TrueForAll(Values, value => value is 0 or 1) && (IsPicture ? IsGray : Shape[1] == 1);

    /// <summary>(N,C,H,W), float64; owned by the caller's dispose scope.</summary>
    internal Tensor ToTensor() => tensor(Values, Shape);

    /// <summary>(N,H,W): one number a pixel; several channels are summed, as the evaluation does.</summary>
    /// <exception cref="FileError">a colored picture</exception>
    internal Tensor ToMaps() => IsPicture && !IsGray
        ? throw new FileError(File, "colors", "a map shown in colors has lost its sign and scale; give the array itself (.npy), or a gray picture")
        : IsPicture ? ToTensor().select(1, 0) : ToTensor().sum(1);

    /// <summary>Boolean (N,H,W): of a picture what isn't black, of an array what is 1.</summary>
    /// <exception cref="FileError">an array of other numbers than 0 and 1, or of several channels</exception>
    internal Tensor ToMasks()
    {
        if (IsPicture)
            return ToTensor().amax(1).gt(0);
        if (Array.FindIndex(Values, value => value is not (0 or 1)) is >= 0 and var at)
            throw new FileError(File, $"element {at}", $"a mask holds 0 and 1, or booleans, and there is {ShortNumber.Of(Values[at])}");
        return Shape[1] == 1
            ? ToTensor().squeeze(1).gt(0)
            : throw new FileError(File, "shape", $"a mask has one value a pixel, and there are {Shape[1]} channels; give (H, W) or (N, 1, H, W)");
    }

    private bool IsGray => Enumerable.Range(0, (int)(Shape[2] * Shape[3])).All(i => Values[i] == Values[i + Shape[2] * Shape[3]] && Values[i] == Values[i + 2 * Shape[2] * Shape[3]]);
}
