namespace VizBench.Data.Images;

/// <summary>A picture as numbers, channel by channel: (C,H,W), C order. Pictures from files lie in 0..1.</summary>
public sealed class PlanarImage
{
    /// <param name="channels">C, at least 1</param>
    /// <param name="height">H, at least 1</param>
    /// <param name="width">W, at least 1</param>
    /// <param name="values">C × H × W numbers; kept, not copied</param>
    /// <exception cref="ArgumentException">the number of values is another</exception>
    public PlanarImage(int channels, int height, int width, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentNullException.ThrowIfNull(values);
        if ((Int128)channels * height * width != values.Length)
            throw new ArgumentException($"({channels}, {height}, {width}) does not have {values.Length} values", nameof(values));
        (Channels, Height, Width, Values) = (channels, height, width, values);
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>C × H × W numbers, C order.</summary>
    public double[] Values { get; }

    /// <summary>The numbers of one channel, H × W.</summary>
    public Span<double> Channel(int channel) => Values.AsSpan(channel * Height * Width, Height * Width);

    /// <summary>Whether pictures have so many channels: one of grey, or red, green and blue.</summary>
    public static bool CanShow(int channels) => channels is 1 or 3;

    /// <summary>A picture as a network of so many channels reads it: as it is, or its grey (<see cref="Rendering.Luma"/>, as PIL's convert("L")), in 0..1.</summary>
    /// <param name="channels">1 or 3</param>
    /// <exception cref="ArgumentOutOfRangeException">another number of channels</exception>
    public static PlanarImage FromRgb(RgbImage image, int channels)
    {
        ArgumentNullException.ThrowIfNull(image);
        return channels switch
        {
            1 => new PlanarImage(1, image.Height, image.Width, [.. image.Pixels.Chunk(3).Select(pixel => Rendering.Luma.Of((pixel[0], pixel[1], pixel[2])) / 255.0)]),
            3 => FromRgb(image),
            _ => throw new ArgumentOutOfRangeException(nameof(channels), channels, "a picture has 1 or 3 channels"),
        };
    }

    /// <summary>Every value the same.</summary>
    public static PlanarImage Uniform(int channels, int height, int width, double value)
    {
        var values = new double[checked(channels * height * width)];
        Array.Fill(values, value);
        return new PlanarImage(channels, height, width, values);
    }

    /// <summary>One channel, the mean of all: what can be shown of channels that are no colors, in the same size.</summary>
    public PlanarImage Mean()
    {
        var mean = new double[Height * Width];
        for (var i = 0; i < Values.Length; i++)
            mean[i % mean.Length] += Values[i] / Channels;
        return new PlanarImage(1, Height, Width, mean);
    }

    /// <summary>Three channels, each byte divided by 255 (torchvision's ToTensor, in double).</summary>
    public static PlanarImage FromRgb(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var area = image.Width * image.Height;
        var values = new double[3 * area];
        for (var i = 0; i < values.Length; i++)
            values[i % 3 * area + i / 3] = image.Pixels[i] / 255.0;
        return new PlanarImage(3, image.Height, image.Width, values);
    }

    /// <summary>
    /// 8-bit pixels: 255 × value, clamped to 0..255 and rounded half to even, so that a picture from a file comes back as it
    /// was. (torchvision's ToPILImage cuts off the fraction instead, which is up to one level darker.) A pixel with a NaN in
    /// any channel is <see cref="Rendering.NonFinite.Colour"/>. One channel is shown as grey.
    /// </summary>
    /// <exception cref="InvalidOperationException">neither one nor three channels</exception>
    public RgbImage ToRgb()
    {
        if (!CanShow(Channels))
            throw new InvalidOperationException($"a picture has 1 or 3 channels, not {Channels}");
        var image = new RgbImage(Width, Height);
        var area = Width * Height;
        var (green, blue) = Channels == 3 ? (area, 2 * area) : (0, 0);
        for (var i = 0; i < area; i++)
        {
            var (r, g, b) = (Values[i], Values[i + green], Values[i + blue]);
            image[i % Width, i / Width] = double.IsNaN(r + g + b) && (double.IsNaN(r) || double.IsNaN(g) || double.IsNaN(b))
                ? Rendering.NonFinite.Colour
                : (ToByte(r), ToByte(g), ToByte(b));
        }

        return image;
    }

    private static byte ToByte(double value) => (byte)Math.Round(255 * Math.Clamp(value, 0, 1), MidpointRounding.ToEven);
}
