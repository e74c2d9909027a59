using NUnit.Framework;
using VizBench.Data.Images;

namespace VizBench.Tests.Data;

/// <summary>Pictures from cameras stand upright, as the Exif standard says and viewers show them.</summary>
public sealed class OrientationTests
{
    private const int Width = 3;
    private const int Height = 2;

    // Exif 2.32, tag 0x0112: which visual side the stored row 0 and column 0 are.
    private static readonly Dictionary<int, (string Row0, string Column0)> s_sides = new()
    {
        [1] = ("top", "left"),
        [2] = ("top", "right"),
        [3] = ("bottom", "right"),
        [4] = ("bottom", "left"),
        [5] = ("left", "top"),
        [6] = ("right", "top"),
        [7] = ("right", "bottom"),
        [8] = ("left", "bottom"),
    };

    /// <summary>The picture of <see cref="JpegTests.Good"/> with an Exif block.</summary>
    internal static byte[] Jpeg(int orientation) => WithExif(Exif(orientation, littleEndian: true));

    [Test]
    public void Every_orientation_of_a_png_is_turned_upright([Range(1, 8)] int orientation, [Values] bool littleEndian)
    {
        // Stored so that the upright picture is 0 1 2 / 3 4 5 in grey.
        var (storedWidth, storedHeight) = orientation >= 5 ? (Height, Width) : (Width, Height);
        var file = new PngBuilder
        {
            Width = storedWidth,
            Height = storedHeight,
            Colour = 0,
            Extra = [("eXIf", Exif(orientation, littleEndian))],
            Sample = (x, y, _) => Upright(orientation, y, x) is var (row, column) ? row * Width + column : 0,
        }.Build();
        var image = ImageFiles.Codec.Decode(file, "camera.png");
        Assert.That((image.Width, image.Height), Is.EqualTo((Width, Height)));
        Assert.That(image.Pixels, Is.EqualTo(Enumerable.Range(0, 6).SelectMany(v => Enumerable.Repeat((byte)v, 3))));
    }

    [Test]
    public void Every_orientation_of_a_jpeg_is_turned_upright([Range(1, 8)] int orientation, [Values] bool littleEndian)
    {
        var stored = ImageFiles.Codec.Decode(JpegTests.Good, "made.jpg");
        var image = ImageFiles.Codec.Decode(WithExif(Exif(orientation, littleEndian)), "camera.jpg");
        for (var i = 0; i < 256; i++)
        {
            var (row, column) = Upright(orientation, i / 16, i % 16, 16, 16);
            Assert.That(image[column, row], Is.EqualTo(stored[i % 16, i / 16]), $"stored pixel {i}");
        }
    }

    [TestCase(0)]
    [TestCase(9)]
    [TestCase(65535)]
    public void A_number_that_is_no_orientation_turns_nothing(int orientation) => AssertAsStored(Exif(orientation, littleEndian: true));

    [Test]
    public void A_broken_block_turns_nothing()
    {
        var whole = Exif(6, littleEndian: false);
        for (var length = 0; length < whole.Length - 4; length++)
            AssertAsStored(whole[..length]);
        foreach (var (at, value) in new[] { (0, 'X'), (3, 'X'), (4, '\xff'), (7, '\x02'), (7, '\xff'), (11, '\x01'), (13, '\x04') })
        {
            var broken = whole.ToArray();
            broken[at] = (byte)value;
            AssertAsStored(broken);
        }
    }

    [Test]
    public void The_tag_is_found_among_others_and_only_in_the_first_block()
    {
        // A count that promises more entries than there are is no harm once the tag is found.
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 9, 0, 0x0f, 1, 2, 0, 1, 0, 0, 0, 65, 0, 0, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0];
        var turned = ImageFiles.Codec.Decode(WithExif(tiff), "a.jpg").Pixels;
        Assert.That(turned, Is.EqualTo(ImageFiles.Codec.Decode(Jpeg(3), "b.jpg").Pixels));
        var two = WithExif(tiff).ToList();
        two.InsertRange(2 + Segment(tiff).Length, Segment(Exif(6, littleEndian: true)));
        Assert.That(ImageFiles.Codec.Decode([.. two], "two.jpg").Pixels, Is.EqualTo(turned));
    }

    [Test]
    public void Mutations_of_the_block_do_no_harm()
    {
        var (tried, turned) = (0, 0);
        var stored = ImageFiles.Codec.Decode(JpegTests.Good, "made.jpg").Pixels;
        foreach (var orientation in new[] { 3, 8 })
        {
            for (var at = 0; at < 26; at++)
            {
                foreach (var value in new byte[] { 0, 1, 0x7f, 0x80, 0xff })
                {
                    var block = Exif(orientation, littleEndian: at % 2 == 0);
                    block[at] = value;
                    tried++;
                    turned += ImageFiles.Codec.Decode(WithExif(block), "mutant.jpg").Pixels.AsSpan().SequenceEqual(stored) ? 0 : 1;
                }
            }
        }

        Assert.That(turned, Is.InRange(1, tried - 1));
    }

    private static void AssertAsStored(byte[] exif) =>
        Assert.That(ImageFiles.Codec.Decode(WithExif(exif), "camera.jpg").Pixels, Is.EqualTo(ImageFiles.Codec.Decode(JpegTests.Good, "made.jpg").Pixels));

    // Where a stored pixel is seen: row 0 lies along one side, column 0 along another.
    private static (int Row, int Column) Upright(int orientation, int storedRow, int storedColumn, int width = Width, int height = Height)
    {
        var (row, column) = (0, 0);
        foreach (var (side, distance) in new[] { (s_sides[orientation].Row0, storedRow), (s_sides[orientation].Column0, storedColumn) })
        {
            (row, column) = side switch
            {
                "top" => (distance, column),
                "bottom" => (height - 1 - distance, column),
                "left" => (row, distance),
                _ => (row, width - 1 - distance),
            };
        }

        return (row, column);
    }

    private static byte[] Exif(int orientation, bool littleEndian)
    {
        byte[] value = [(byte)orientation, (byte)(orientation >> 8)];
        return littleEndian
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, .. value, 0, 0, 0, 0, 0, 0]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, value[1], value[0], 0, 0, 0, 0, 0, 0];
    }

    private static byte[] Segment(byte[] exif) => [0xFF, 0xE1, (byte)((exif.Length + 8) >> 8), (byte)(exif.Length + 8), .. "Exif\0\0"u8, .. exif];

    private static byte[] WithExif(byte[] exif) => [.. JpegTests.Good[..2], .. Segment(exif), .. JpegTests.Good[2..]];
}
