using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>
/// A plane of labels over the picture it belongs to, enlarged: each region in its colour with the picture's light and dark in
/// it, a fine line where the label changes, and the picture in dim grey where there is no label.
/// </summary>
public static class LabelOverlay
{
    private static readonly (byte R, byte G, byte B) Line = (0, 0, 0);

    /// <param name="picture">H × W; not changed</param>
    /// <param name="labels">H × W, row by row; 0 is "none"</param>
    /// <param name="colours">of the labels from 1</param>
    /// <param name="factor">every pixel becomes factor × factor; from 2 on, so that lines hide no pixel</param>
    public static RgbImage Render(RgbImage picture, byte[] labels, Func<int, (byte R, byte G, byte B)> colours, int factor)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(colours);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        var (width, height) = (picture.Width, picture.Height);
        if ((long)width * height != labels.Length)
            throw new ArgumentException($"a {height}×{width} picture does not have {labels.Length} labels", nameof(labels));
        var tinted = new RgbImage(width, height);
        for (var i = 0; i < labels.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            var light = Grey(picture[x, y]);
            tinted[x, y] = labels[i] == 0 ? Dim(light) : Tinted(colours(labels[i]), light);
        }

        var image = Upscale.Nearest(tinted, factor);
        for (var i = 0; i < labels.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            if (x + 1 < width && labels[i] != labels[i + 1])
                Canvas.Fill(image, (x + 1) * factor - 1, y * factor, 1, factor, Line);
            if (y + 1 < height && labels[i] != labels[i + width])
                Canvas.Fill(image, x * factor, (y + 1) * factor - 1, factor, 1, Line);
        }

        return image;
    }

    private static int Grey((byte R, byte G, byte B) colour) => (299 * colour.R + 587 * colour.G + 114 * colour.B) / 1000;

    private static (byte R, byte G, byte B) Dim(int light) => ((byte)(light / 2), (byte)(light / 2), (byte)(light / 2));

    private static (byte R, byte G, byte B) Tinted((byte R, byte G, byte B) colour, int light) => (Half(colour.R, light), Half(colour.G, light), Half(colour.B, light));

    private static byte Half(byte colour, int light) => (byte)((colour + light) / 2);
}
