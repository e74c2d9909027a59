using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Randomness;

namespace VizBench.Tests.Data;

/// <summary>Every kind of PNG comes back as the bytes that were stored.</summary>
public sealed class PngTests
{
    private static int Noise(int x, int y, int c) => (x * 37 + y * 101 + c * 59 + x * y) % 256;

    [Test]
    public void Rgb_comes_back_exactly([Values] bool interlaced)
    {
        var image = Decode(new PngBuilder { Width = 19, Height = 13, Interlaced = interlaced, Sample = Noise });
        AssertPixels(image, 19, 13, Noise);
    }

    [Test]
    public void Every_grey_comes_back_exactly()
    {
        var image = Decode(new PngBuilder { Width = 256, Height = 1, Colour = 0, Sample = (x, _, _) => x });
        AssertPixels(image, 256, 1, (x, _, _) => x);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    public void Grey_of_few_bits_is_spread_over_0_to_255(int depth)
    {
        var top = (1 << depth) - 1;
        var builder = new PngBuilder { Width = 11, Height = 5, Colour = 0, Depth = depth, Interlaced = true, Sample = (x, y, _) => (x + y) & top };
        var image = Decode(builder);
        AssertPixels(image, 11, 5, (x, y, _) => ((x + y) & top) * 255 / top);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    public void Palette_comes_back_exactly(int depth)
    {
        var colours = 1 << depth;
        var palette = Enumerable.Range(0, 3 * colours).Select(i => (byte)(i * 83 + 5)).ToArray();
        var image = Decode(new PngBuilder
        {
            Width = 21,
            Height = 9,
            Colour = 3,
            Depth = depth,
            Extra = [("PLTE", palette)],
            Sample = (x, y, _) => (x * 3 + y) % colours,
        });
        AssertPixels(image, 21, 9, (x, y, c) => palette[(x * 3 + y) % colours * 3 + c]);
    }

    [TestCase("gAMA", "000186A0")]
    [TestCase("gAMA", "00009C40")]
    [TestCase("sRGB", "00")]
    [TestCase("cHRM", "00007A2600008084000000640000000A00007530000003E80000271000001770")]
    public void Gamma_and_colour_chunks_change_nothing(string type, string hex)
    {
        var image = Decode(new PngBuilder { Width = 16, Height = 16, Extra = [(type, Convert.FromHexString(hex))], Sample = Noise });
        AssertPixels(image, 16, 16, Noise);
    }

    [Test]
    public void Sixteen_bits_are_rounded_to_eight([Values] bool withGamma, [Values(0, 2)] int colour)
    {
        var gamma = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(gamma, 45455);
        var builder = new PngBuilder
        {
            Width = 64,
            Height = 64,
            Depth = 16,
            Colour = colour,
            Extra = withGamma ? [("gAMA", gamma)] : [],
            Sample = (x, y, _) => (x + 64 * y) * 16,
        };
        AssertPixels(Decode(builder), 64, 64, (x, y, _) => ((x + 64 * y) * 16 + 128) / 257);
    }

    [Test]
    public void Alpha_is_laid_over_white_in_srgb_values()
    {
        int[][] pixels = [[10, 20, 30, 255], [10, 20, 30, 0], [0, 100, 255, 128], [200, 0, 0, 1]];
        var image = Decode(new PngBuilder { Width = 4, Height = 1, Colour = 6, Sample = (x, _, c) => pixels[x][c] });
        AssertPixels(image, 4, 1, (x, _, c) => (int)Math.Round((pixels[x][c] * pixels[x][3] + 255.0 * (255 - pixels[x][3])) / 255));
    }

    [Test]
    public void Every_colour_under_every_alpha_is_composed_from_its_stored_value()
    {
        var image = Decode(new PngBuilder { Width = 256, Height = 256, Colour = 4, Sample = (x, y, c) => c == 0 ? x : y });
        AssertPixels(image, 256, 256, (x, y, _) => (x * y + 255 * (255 - y) + 127) / 255);
    }

    [Test]
    public void Transparent_palette_entries_become_white()
    {
        List<(string, byte[])> palette = [("PLTE", [9, 8, 7, 6, 5, 4]), ("tRNS", [0])];
        var image = Decode(new PngBuilder { Width = 2, Height = 1, Colour = 3, Extra = palette, Sample = (x, _, _) => x });
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 255, 255, 255, 6, 5, 4 }));
    }

    [Test]
    public void The_transparent_colour_of_a_grey_file_becomes_white()
    {
        var image = Decode(new PngBuilder { Width = 2, Height = 1, Colour = 0, Extra = [("tRNS", [0, 7])], Sample = (x, _, _) => 7 + x });
        Assert.That(image.Pixels, Is.EqualTo(new byte[] { 255, 255, 255, 8, 8, 8 }));
    }

    [TestCase(1, 1)]
    [TestCase(3, 200)]
    [TestCase(257, 2)]
    public void What_is_written_is_read_back(int width, int height)
    {
        using var folder = new TestFolder();
        var image = Made(width, height);
        ImageFiles.WritePng(folder.File("picture.png"), image);
        var read = ImageFiles.Read(folder.File("picture.png"));
        Assert.That((read.Width, read.Height), Is.EqualTo((width, height)));
        Assert.That(read.Pixels, Is.EqualTo(image.Pixels));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void Equal_pictures_give_equal_files()
    {
        var first = ImageFiles.Codec.EncodePng(Made(40, 30));
        var second = ImageFiles.Codec.EncodePng(Made(40, 30));
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void A_written_file_does_not_depend_on_noise_being_incompressible()
    {
        var noise = new RgbImage(300, 200, [.. Enumerable.Range(0, 180_000).Select(i => (byte)((uint)i * 2654435761u >> 13))]);
        Assert.That(ImageFiles.Codec.Decode(ImageFiles.Codec.EncodePng(noise), "noise").Pixels, Is.EqualTo(noise.Pixels));
    }

    [Test]
    public void Large_noise_fits_what_was_set_aside_for_it()
    {
        var stream = new StreamKey(0, "png", "noise").Open();
        var pixels = new byte[3 * 2000 * 2000];
        foreach (ref var word in MemoryMarshal.Cast<byte, uint>(pixels.AsSpan()))
            word = stream.NextUInt32();
        var file = ImageFiles.Codec.EncodePng(new RgbImage(2000, 2000, pixels));
        Assert.That(file, Has.Length.GreaterThan(pixels.Length));
        Assert.That(ImageFiles.Codec.Decode(file, "noise").Pixels.AsSpan().SequenceEqual(pixels), Is.True);
    }

    internal static RgbImage Made(int width, int height) =>
        new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => (byte)Noise(i, i / 7, i % 3))]);

    private static RgbImage Decode(PngBuilder builder) => ImageFiles.Codec.Decode(builder.Build(), "made.png");

    private static void AssertPixels(RgbImage image, int width, int height, Func<int, int, int, int> expected)
    {
        Assert.That((image.Width, image.Height), Is.EqualTo((width, height)));
        var bytes = new List<byte>();
        for (var i = 0; i < 3 * width * height; i++)
            bytes.Add((byte)expected(i / 3 % width, i / 3 / width, i % 3));
        Assert.That(image.Pixels, Is.EqualTo(bytes));
    }
}
