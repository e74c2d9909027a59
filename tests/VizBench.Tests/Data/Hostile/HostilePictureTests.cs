using System.Buffers.Binary;
using NUnit.Framework;
using VizBench.Data.Images;

namespace VizBench.Tests.Data.Hostile;

/// <summary>Each refusal of the picture reader, by name.</summary>
public sealed class HostilePictureTests
{
    private static readonly byte[] s_good = new PngBuilder { Width = 24, Height = 18, Sample = (x, y, c) => (x * y + c) % 256 }.Build();

    [Test]
    public void A_missing_file() => Refused(() => ImageFiles.Read("/nonexistent/a.png"), "file", "does not exist");

    [Test]
    public void A_folder() => Refused(() => ImageFiles.Read("/"), "file", "folder");

    [Test]
    public void An_empty_file()
    {
        using var folder = new TestFolder();
        File.WriteAllBytes(folder.File("a.png"), []);
        Refused(() => ImageFiles.Read(folder.File("a.png")), "file", "empty");
    }

    [Test]
    public void An_empty_array() => Refused([], "start of file", "empty");

    [Test]
    public void Another_magic() => Refused([.. "GIF89a and more"u8], "start of file", "convert");

    [TestCase("GIF87a", "a GIF picture")]
    [TestCase("RIFF\x10\0\0\0WEBPVP8 ", "a WebP picture")]
    [TestCase("BM\x10\0\0\0", "a BMP picture")]
    [TestCase("II*\0\x08\0\0\0", "a TIFF picture")]
    [TestCase("MM\0*\0\0\0\x08", "a TIFF picture")]
    [TestCase("\0\0\0\u0018ftypheic\0\0\0\0", "a HEIC picture")]
    [TestCase("\0\0\0\u0018ftypavif\0\0\0\0", "an AVIF picture")]
    [TestCase("\0\0\0\x0cjP  \r\n", "a JPEG 2000 picture")]
    [TestCase("\xff\x0a\x01\x02", "a JPEG XL picture")]
    [TestCase("8BPS\0\x01", "a Photoshop file")]
    [TestCase("%PDF-1.7", "a PDF document")]
    [TestCase("<svg xmlns=", "an SVG drawing")]
    [TestCase("RIFF", "neither a PNG nor a JPEG picture")]
    public void Another_format_is_named_with_what_to_do(string start, string named) =>
        Refused([.. start.Select(c => (byte)c)], "start of file", $"{named}", "convert it to PNG or JPEG");

    [Test]
    public void Line_ends_converted() => Refused([0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A, .. s_good[8..]], "start of file", "neither");

    [TestCase(100_000u, 100_000u, "megapixels")]
    [TestCase(uint.MaxValue, uint.MaxValue, "megapixels")]
    [TestCase(1u, 100_000_001u, "megapixels")]
    [TestCase(0u, 5u, "at least 1")]
    [TestCase(5u, 0u, "at least 1")]
    public void A_header_beyond_the_budget(uint width, uint height, string reason) =>
        Refused(Made(PngBuilder.Header(width, height, 8, 2)), "header", reason);

    [Test]
    public void A_header_within_the_budget_whose_data_cannot_fill_it() =>
        Refused(Made(PngBuilder.Header(9_000, 9_000, 8, 2)), "image data", "cannot hold");

    [TestCase(3, 2)]
    [TestCase(8, 1)]
    [TestCase(16, 3)]
    [TestCase(4, 6)]
    [TestCase(0, 0)]
    public void A_colour_type_that_is_not_defined(int depth, int colour) =>
        Refused(Made(PngBuilder.Header(4, 4, depth, colour)), "header", "not defined");

    [Test]
    public void A_header_chunk_of_another_length() => Refused(Made(new byte[12]), "header", "12 bytes");

    [Test]
    public void A_second_header()
    {
        var header = PngBuilder.Chunk("IHDR", PngBuilder.Header(1, 1, 8, 0));
        Refused([.. s_good[..33], .. header, .. s_good[33..]], "chunk IHDR at byte 33", "corrupt");
    }

    [Test]
    public void A_palette_picture_without_a_palette() =>
        Refused(new PngBuilder { Width = 4, Height = 4, Colour = 3, Sample = (_, _, _) => 0 }.Build(), "image data", "");

    [Test]
    public void An_unknown_critical_chunk() =>
        Refused([.. s_good[..33], .. PngBuilder.Chunk("QQQQ", []), .. s_good[33..]], "chunk QQQQ", "critical");

    [Test]
    public void A_chunk_longer_than_the_file()
    {
        var bytes = s_good.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(33), uint.MaxValue);
        Refused(bytes, "chunk IDAT at byte 33", "4294967295");
    }

    [Test]
    public void A_wrong_checksum()
    {
        var bytes = s_good.ToArray();
        bytes[^13] ^= 1;
        Refused(bytes, "image data", "corrupt");
    }

    [Test]
    public void Image_data_that_is_not_deflated() =>
        Refused(Made(PngBuilder.Header(4, 4, 8, 2), [1, 2, 3, 4, 5, 6, 7, 8]), "image data", "");

    [Test]
    public void Image_data_that_ends_early() =>
        Refused(Made(PngBuilder.Header(4, 400, 8, 2), PngBuilder.Compressed(new byte[100])), "image data", "");

    [Test]
    public void No_image_data() => Refused([.. s_good[..33], .. PngBuilder.Chunk("IEND", [])], "image data", "");

    [Test]
    public void Every_truncation_of_a_good_file()
    {
        for (var length = 0; length < s_good.Length; length++)
        {
            var bytes = s_good[..length];
            Assert.That(() => ImageFiles.Codec.Decode(bytes, "made.png"), Throws.TypeOf<FileError>(), $"cut to {length} bytes");
        }
    }

    [Test]
    public void Mutations_of_png_are_read_or_refused()
    {
        byte[][] seeds =
        [
            s_good,
            new PngBuilder
            {
                Width = 9,
                Height = 7,
                Colour = 3,
                Depth = 2,
                Interlaced = true,
                Extra = [("PLTE", new byte[12]), ("tRNS", [1, 2])],
                Sample = (x, y, _) => (x + y) & 3,
            }.Build(),
            new PngBuilder { Width = 5, Height = 5, Colour = 6, Depth = 16, Sample = (x, y, c) => x * y * c * 999 }.Build(),
        ];
        Mutations.OnlyFileErrors("png", seeds, 3_000, bytes => ImageFiles.Codec.Decode(bytes, "mutant.png"));
        Mutations.OnlyFileErrors("png, good checksums", seeds, 3_000, bytes => ImageFiles.Codec.Decode(WithGoodChecksums(bytes), "mutant.png"));
    }

    [Test]
    public void Every_truncation_of_a_good_jpeg()
    {
        // Without the two bytes of its end marker alone, a JPEG is whole.
        for (var length = 0; length < JpegTests.Good.Length - 2; length++)
        {
            var bytes = JpegTests.Good[..length];
            Assert.That(() => ImageFiles.Codec.Decode(bytes, "made.jpg"), Throws.TypeOf<FileError>(), $"cut to {length} bytes");
        }
    }

    [Test]
    public void A_jpeg_header_beyond_the_budget()
    {
        var bytes = JpegTests.Good.ToArray();
        var frame = bytes.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        bytes.AsSpan(frame + 5, 4).Fill(0xF0);
        Refused(bytes, "header", "megapixels");
    }

    [Test]
    public void A_jpeg_within_the_budget_whose_data_cannot_fill_it()
    {
        var bytes = JpegTests.Good.ToArray();
        var frame = bytes.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(frame + 5), 0x2300_2300);
        Refused(bytes, "image data", "cannot hold 8960×8960 pixels");
    }

    [TestCase(0, 0)]
    [TestCase(0, 5)]
    [TestCase(5, 0)]
    public void A_jpeg_without_extent(int width, int height)
    {
        var bytes = JpegTests.Good.ToArray();
        var frame = bytes.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(frame + 7), (ushort)width);
        Refused(bytes, "header", "at least 1");
    }

    [TestCase(0xC3, 8, "lossless or hierarchical")]
    [TestCase(0xCF, 8, "lossless or hierarchical")]
    [TestCase(0xC1, 12, "12 bits a sample")]
    public void A_jpeg_of_a_kind_that_is_not_read(int marker, int bits, string reason)
    {
        var bytes = JpegTests.Good.ToArray();
        var frame = bytes.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        (bytes[frame + 1], bytes[frame + 4]) = ((byte)marker, (byte)bits);
        Refused(bytes, "header", reason);
    }

    [Test]
    public void A_jpeg_of_endless_scans()
    {
        var good = JpegTests.Progressive;
        var scan = good[good.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA])..^2];
        Refused([.. good[..^2], .. Enumerable.Repeat(scan, 600).SelectMany(part => part), .. good[^2..]], "image data", "more than 500 scans");
    }

    [Test]
    public void A_jpeg_without_a_frame_or_with_two()
    {
        var good = JpegTests.Good;
        var frame = good.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        var frameEnd = frame + 2 + BinaryPrimitives.ReadUInt16BigEndian(good.AsSpan(frame + 2));
        Refused([.. good[..frame], .. good[frameEnd..]], "header", "no frame header");
        Refused([.. good[..^2], .. good[frame..frameEnd], .. good[^2..]], "byte", "a second frame");
    }

    [Test]
    public void A_jpeg_segment_that_is_none()
    {
        Refused([0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0, 0], "header", "a segment of -1 bytes");
        Refused([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0, 0], "header", "truncated");
        Refused([0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 7, 7], "header", "a marker is expected");
        Refused([0xFF, 0xD8, 0xFF, 0xFF, 0xFF], "header", "truncated");
        Refused([0xFF, 0xD8, 0xFF, 0xD9], "header", "no frame header");
    }

    [Test]
    public void Mutations_of_jpeg_are_read_or_refused()
    {
        Mutations.OnlyFileErrors("jpeg", [JpegTests.Good, JpegTests.Progressive, OrientationTests.Jpeg(6)], 1_500, bytes =>
        {
            // A mutant of a large size is legal and slow, and would only test the tester's patience.
            var frame = bytes.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
            if (frame >= 0 && frame + 9 < bytes.Length)
                (bytes[frame + 5], bytes[frame + 7]) = (0, 0);
            ImageFiles.Codec.Decode(bytes, "mutant.jpg");
        });
    }

    private static byte[] Made(byte[] header, byte[]? data = null) =>
        [
            .. s_good[..8],
            .. PngBuilder.Chunk("IHDR", header),
            .. PngBuilder.Chunk("IDAT", data ?? PngBuilder.Compressed([0, 0, 0, 0])),
            .. PngBuilder.Chunk("IEND", []),
        ];

    // Mutants mostly die at a checksum; with good ones they reach the decoder behind it.
    private static byte[] WithGoodChecksums(byte[] bytes)
    {
        var result = bytes.ToArray();
        for (var at = 8; at + 12 <= result.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(result.AsSpan(at));
            if (length > result.Length - at - 12)
                break;
            var type = System.Text.Encoding.Latin1.GetString(result, at + 4, 4);
            if (!type.All(char.IsAsciiLetter))
                break;
            PngBuilder.Chunk(type, result[(at + 8)..(at + 8 + (int)length)]).CopyTo(result, at);
            at += 12 + (int)length;
        }

        return result;
    }

    private static void Refused(byte[] bytes, string place, string reason, string remedy)
    {
        Refused(bytes, place, reason);
        Refused(bytes, place, remedy);
    }

    private static void Refused(byte[] bytes, string place, string reason)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(() => ImageFiles.Codec.Decode(bytes, "made.png"), place, reason);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20), "bytes allocated");
    }

    private static void Refused(Func<RgbImage> read, string place, string reason)
    {
        var error = Assert.Throws<FileError>(() => read());
        Assert.That(error!.Place, Does.StartWith(place));
        Assert.That(error.Reason, Does.Contain(reason));
        Assert.That(error.Message, Does.StartWith(error.Path));
    }
}
