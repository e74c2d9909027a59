using System.Globalization;
using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Networks;

namespace VizBench.Cli.Applying;

/// <summary>The size of the pictures that a method of any size gets, in place of the network's.</summary>
/// <param name="Longer">the longer side, pixels; null: the picture's own</param>
internal sealed record PictureSize(int? Longer)
{
    private const int Largest = 16384;

    /// <summary>Whether nobody said a size.</summary>
    public bool IsLeftOpen { get; init; }

    /// <summary>Whether a smaller picture stays as it is.</summary>
    public bool NeverEnlarges { get; init; }

    /// <summary>What --size says; null: the network's own size.</summary>
    /// <param name="text">null: where the method takes any size, the pictures' own</param>
    /// <exception cref="UserError">no size, or a method that takes the network's size alone</exception>
    public static PictureSize? Parse(string? text, MethodInfo info)
    {
        if (!info.Description.AnySize)
            return text is null or "network" ? null : throw new UserError($"--size {text}: {info.Id} takes pictures of the network's size; leave it out");
        return text switch
        {
            null or "own" => new PictureSize((int?)null) { IsLeftOpen = text is null },
            "network" => null,
            _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var longer) && longer is >= 1 and <= Largest
                ? new PictureSize(longer)
                : throw new UserError($"--size {text}: it takes the longer side in pixels, 1 to {Largest}, or own, or network"),
        };
    }

    /// <summary>The preprocessing for a picture: all of it, resized to the size.</summary>
    public Preprocessing For(RgbImage picture, Preprocessing preprocessing)
    {
        var (height, width) = (picture.Height, picture.Width);
        var scale = Longer is { } longer ? (double)longer / Math.Max(height, width) : 1;
        if (NeverEnlarges)
            scale = Math.Min(1, scale);
        // The longer side follows from the shorter, rounded down: no less than is wanted, and the surplus is cut off.
        var shorter = Math.Max(1, (int)Math.Ceiling(Math.Min(height, width) * scale - 1e-9));
        var (rows, columns) = Resize.ShorterSideSize(height, width, shorter);
        var most = (long)Math.Round(Math.Max(height, width) * scale);
        return preprocessing with { Resize = shorter, Crop = (int)Math.Min(rows, most), CropWidth = (int)Math.Min(columns, most) };
    }
}
