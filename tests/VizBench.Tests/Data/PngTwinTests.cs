using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Randomness;

namespace VizBench.Tests.Data;

/// <summary>
/// Every color type, depth, filter and kind of transparency, plain and interlaced, against the pixels that the PNG
/// specification says: samples scaled to 8 bits to the nearest, transparency over white.
/// </summary>
public sealed class PngTwinTests
{
    private const int Alternating = 5;

    private static IEnumerable<TestCaseData> Kinds()
    {
        foreach (var (color, depths) in new (int, int[])[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) })
        {
            foreach (var depth in depths)
            {
                yield return new TestCaseData(color, depth, false);
                if (color < 4)
                    yield return new TestCaseData(color, depth, true);
            }
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public void All_filters_and_both_orders_of_rows_give_the_pixels_of_the_specification(int color, int depth, bool transparent)
    {
        for (var filter = 0; filter <= Alternating; filter++)
            AssertTwins(new Picture(color, depth, transparent, 37, 26), filter);
    }

    // Passes of one row, one column or none at all.
    [TestCaseSource(nameof(Kinds))]
    public void Pictures_of_every_small_size_give_the_pixels_of_the_specification(int color, int depth, bool transparent)
    {
        for (var height = 1; height <= 9; height++)
        {
            for (var width = 1; width <= 9; width++)
                AssertTwins(new Picture(color, depth, transparent, width, height), Alternating);
        }
    }

    [Test]
    public void A_transparent_color_of_16_bits_is_compared_in_all_of_them()
    {
        foreach (var interlaced in new[] { false, true })
        {
            var file = new PngBuilder { Width = 3, Height = 1, Colour = 0, Depth = 16, Interlaced = interlaced, Extra = [("tRNS", [0x12, 0x34])], Sample = (x, _, _) => 0x1233 + x }.Build();
            Assert.That(ImageFiles.Codec.Decode(file, "made.png").Pixels, Is.EqualTo(new byte[] { 18, 18, 18, 255, 255, 255, 18, 18, 18 }));
        }
    }

    [Test]
    public void Every_sample_of_16_bits_is_scaled_to_the_nearest_of_8([Values] bool interlaced, [Values(0, 2, 4, 6)] int color)
    {
        var alpha = color switch { 4 => 1, 6 => 3, _ => -1 };
        var file = new PngBuilder { Width = 256, Height = 256, Colour = color, Depth = 16, Interlaced = interlaced, Filter = y => y % 5, Sample = (x, y, c) => c == alpha ? 65535 : 256 * y + x }.Build();
        var pixels = ImageFiles.Codec.Decode(file, "made.png").Pixels;
        Assert.That(pixels, Is.EqualTo(Enumerable.Range(0, 3 * 65536).Select(i => (byte)Math.Round(i / 3 * 255 / 65535.0))));
    }

    [Test]
    public void A_wrong_checksum_of_the_deflated_data_is_found([Values(8, 16)] int depth)
    {
        var file = new PngBuilder { Width = 40, Height = 30, Depth = depth, Sample = (x, y, c) => x + y + c }.Build();
        // Signature and IHDR have 33 bytes, IEND 12; between them lies one IDAT of its length, name, data and checksum.
        var data = file[41..^16];
        data[^1] ^= 1;
        byte[] damaged = [.. file[..33], .. PngBuilder.Chunk("IDAT", data), .. file[^12..]];
        Assert.That(() => ImageFiles.Codec.Decode(damaged, "made.png"), Throws.TypeOf<FileError>().With.Property(nameof(FileError.Place)).EqualTo("image data"));
    }

    private static void AssertTwins(Picture picture, int filter)
    {
        var expected = picture.Expected();
        foreach (var interlaced in new[] { false, true })
        {
            var image = ImageFiles.Codec.Decode(picture.File(interlaced, filter), "made.png");
            Assert.That((image.Width, image.Height), Is.EqualTo((picture.Width, picture.Height)));
            Assert.That(image.Pixels.AsSpan().SequenceEqual(expected), Is.True, $"{picture}, interlaced {interlaced}, filter {filter}");
        }
    }

    /// <summary>Samples at random, and what the specification makes of them.</summary>
    private sealed record Picture(int Color, int Depth, bool Transparent, int Width, int Height)
    {
        private readonly byte[] _palette = Bytes("palette", 3 << Math.Min(Depth, 8));
        // Fewer than there are colors: the others are opaque.
        private readonly byte[] _paletteAlpha = Bytes("palette's alpha", Math.Max(1, (1 << Math.Min(Depth, 8)) * 3 / 4));
        private readonly int[] _samples = Samples(Color, Depth, Width * Height);

        private int Channels => ChannelsOf(Color);

        private int Top => (1 << Depth) - 1;

        public byte[] File(bool interlaced, int filter) => new PngBuilder
        {
            Width = Width,
            Height = Height,
            Colour = Color,
            Depth = Depth,
            Interlaced = interlaced,
            Filter = y => filter == Alternating ? y % 5 : filter,
            Extra = Extra(),
            Sample = (x, y, c) => _samples[(y * Width + x) * Channels + c],
        }.Build();

        public byte[] Expected() => [.. Enumerable.Range(0, Width * Height).SelectMany(Pixel)];

        private IEnumerable<byte> Pixel(int i)
        {
            var own = _samples[(i * Channels)..((i + 1) * Channels)];
            var (colors, alpha) = Color switch
            {
                3 => (_palette[(3 * own[0])..(3 * own[0] + 3)].Select(value => (int)value), Transparent && own[0] < _paletteAlpha.Length ? _paletteAlpha[own[0]] : 255),
                4 => (Enumerable.Repeat(Eight(own[0]), 3), Eight(own[1])),
                6 => (own[..3].Select(Eight), Eight(own[3])),
                _ => (Enumerable.Range(0, 3).Select(c => Eight(own[c % Channels])), Transparent && own.SequenceEqual(_samples[..Channels]) ? 0 : 255),
            };
            return colors.Select(value => (byte)Math.Round((value * alpha + 255.0 * (255 - alpha)) / 255));
        }

        private int Eight(int sample) => (int)Math.Round(sample * 255.0 / Top);

        private List<(string, byte[])> Extra()
        {
            List<(string, byte[])> chunks = Color == 3 ? [("PLTE", _palette)] : [];
            if (Transparent)
                chunks.Add(("tRNS", Color == 3 ? _paletteAlpha : [.. _samples[..Channels].SelectMany(sample => new[] { (byte)(sample >> 8), (byte)sample })]));
            return chunks;
        }

        private static int ChannelsOf(int color) => color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

        private static int[] Samples(int color, int depth, int pixels)
        {
            var stream = new StreamKey(0, "png twins", $"{color}, {depth}").Open();
            return [.. Enumerable.Range(0, pixels * ChannelsOf(color)).Select(_ => (int)(stream.NextUInt32() >> (32 - depth)))];
        }

        private static byte[] Bytes(string what, int count)
        {
            var stream = new StreamKey(0, "png twins", what).Open();
            return [.. Enumerable.Range(0, count).Select(_ => (byte)(stream.NextUInt32() >> 24))];
        }
    }
}
