using System.Buffers.Binary;
using System.IO.Compression;

namespace VizBench.Data.Images;

/// <summary>
/// PNG with samples of 16 bits, by the PNG specification (third edition): inflated by the class library, then unfiltered
/// (clause 9) and taken out of its passes (clause 8). Decoders that give 8 bits cut these samples down to the upper half;
/// here they are scaled to the nearest.
/// </summary>
internal static class SixteenBitPng
{
    private const int BytesPerSample = 2;

    // Adam7: the first pixel of each pass, and the steps to the next.
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly (int X, int Y, int StepX, int StepY)[] s_whole = [(0, 0, 1, 1)];

    /// <param name="header">of 16 bits</param>
    /// <param name="content">a file of <see cref="PngStructure"/>'s making</param>
    /// <param name="name">the file's name in errors</param>
    /// <exception cref="FileError">the image data are torn or corrupt</exception>
    public static RgbImage Decode(PngHeader header, byte[] content, string name)
    {
        var (packed, transparent) = Chunks(content);
        var image = new RgbImage(header.Width, header.Height);
        var pixels = new PixelWriter(image, header, transparent);
        using var data = new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            foreach (var pass in header.Interlaced ? s_passes : s_whole)
                ReadPass(data, header, pass, pixels, name);
            // Only at the end of the data is their checksum compared. What follows the pixels is passed over, as libpng does.
            Span<byte> rest = stackalloc byte[1];
            _ = data.Read(rest);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Corrupt(name, e is EndOfStreamException ? "the data end before the picture does" : "the data can't be inflated", e);
        }

        return image;
    }

    private static (MemoryStream ImageData, byte[]? Transparent) Chunks(byte[] content)
    {
        var data = new MemoryStream();
        byte[]? transparent = null;
        foreach (var chunk in PngChunk.In(content))
        {
            if (chunk.Type is "IDAT")
                data.Write(chunk.Data);
            // Behind the image data it is out of place, and then says nothing.
            else if (chunk.Type is "tRNS" && data.Length == 0)
                transparent = chunk.Data;
        }

        data.Position = 0;
        return (data, transparent);
    }

    private static void ReadPass(Stream data, PngHeader header, (int X, int Y, int StepX, int StepY) pass, PixelWriter pixels, string name)
    {
        if (pass.X >= header.Width)
            return;
        var pixelBytes = header.Channels * BytesPerSample;
        var width = (header.Width - pass.X - 1) / pass.StepX + 1;
        var (line, above) = (new byte[width * pixelBytes], new byte[width * pixelBytes]);
        Span<byte> filter = stackalloc byte[1];
        for (var y = pass.Y; y < header.Height; y += pass.StepY)
        {
            data.ReadExactly(filter);
            data.ReadExactly(line);
            if (!Unfilter(filter[0], line, above, pixelBytes))
                throw Corrupt(name, $"row {y} has filter {filter[0]}, which is not defined", null);
            for (var i = 0; i < width; i++)
                pixels.Put(pass.X + i * pass.StepX, y, line.AsSpan(i * pixelBytes, pixelBytes));
            (line, above) = (above, line);
        }
    }

    private static bool Unfilter(int filter, Span<byte> line, ReadOnlySpan<byte> above, int pixelBytes)
    {
        for (var i = 0; i < line.Length && filter is > 0 and <= 4; i++)
        {
            var (left, corner) = i < pixelBytes ? (0, 0) : (line[i - pixelBytes], above[i - pixelBytes]);
            line[i] += (byte)(filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], corner),
            });
        }

        return filter <= 4;
    }

    private static int Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        if (toLeft <= toAbove && toLeft <= toCorner)
            return left;
        return toAbove <= toCorner ? above : corner;
    }

    private static FileError Corrupt(string name, string reason, Exception? cause) =>
        new(name, "image data", $"{reason}; the file is truncated or corrupt, fetch or write it again", cause);

    /// <summary>Writes pixels over white.</summary>
    private sealed class PixelWriter
    {
        private readonly RgbImage _image;
        private readonly int _colors;
        private readonly bool _hasAlpha;
        private readonly byte[] _transparent;

        /// <param name="transparent">the content of tRNS: the samples that mean nothing is there; null without one</param>
        public PixelWriter(RgbImage image, PngHeader header, byte[]? transparent)
        {
            _image = image;
            _hasAlpha = header.ColorType is 4 or 6;
            _colors = header.Channels - (_hasAlpha ? 1 : 0);
            // Where the pixels have an alpha of their own, or the chunk has another length, it means nothing.
            _transparent = !_hasAlpha && transparent?.Length == _colors * BytesPerSample ? transparent : [];
        }

        public void Put(int x, int y, ReadOnlySpan<byte> samples)
        {
            var alpha = _hasAlpha ? Eight(samples, _colors) : byte.MaxValue;
            if (_transparent.Length > 0 && samples.SequenceEqual(_transparent))
                alpha = 0;
            var first = Transparency.OverWhite(Eight(samples, 0), alpha);
            _image[x, y] = _colors == 1
                ? (first, first, first)
                : (first, Transparency.OverWhite(Eight(samples, 1), alpha), Transparency.OverWhite(Eight(samples, 2), alpha));
        }

        // 65,535 / 255 = 257, which is odd: no sample lies between two.
        private static byte Eight(ReadOnlySpan<byte> samples, int channel) =>
            (byte)((BinaryPrimitives.ReadUInt16BigEndian(samples[(BytesPerSample * channel)..]) + 128) / 257);
    }
}
