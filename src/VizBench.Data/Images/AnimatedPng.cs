using System.Buffers.Binary;

namespace VizBench.Data.Images;

/// <summary>An animated PNG (APNG 1.0): frames of one size, shown one after another, again and again. Where a program knows only PNG it shows the last frame.</summary>
public static class AnimatedPng
{
    private const int ThousandthsOfASecond = 1000;

    /// <param name="frames">at least one, all of one size</param>
    /// <param name="millisecondsEach">of each frame but the last</param>
    /// <param name="millisecondsLast">of the last frame</param>
    /// <exception cref="ArgumentException">no frame, or frames of different sizes</exception>
    public static byte[] Encode(IReadOnlyList<RgbImage> frames, int millisecondsEach, int millisecondsLast)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0 || frames.Any(frame => (frame.Width, frame.Height) != (frames[0].Width, frames[0].Height)))
            throw new ArgumentException("an animation needs frames, all of one size", nameof(frames));
        var still = PngChunk.In(ImageFiles.Codec.EncodePng(frames[^1])).ToList();
        var file = new List<byte>(PngChunk.Signature.ToArray());
        file.AddRange(PngChunk.Of("IHDR", still.First(chunk => chunk.Type is "IHDR").Data));
        file.AddRange(PngChunk.Of("acTL", [.. Number(frames.Count), .. Number(0)]));
        // The still picture is no frame: it stands before the first frame's control.
        file.AddRange(PngChunk.Of("IDAT", PixelsOf(still)));
        for (var i = 0; i < frames.Count; i++)
        {
            var delay = i == frames.Count - 1 ? millisecondsLast : millisecondsEach;
            byte[] place = [.. Number(frames[0].Width), .. Number(frames[0].Height), .. Number(0), .. Number(0)];
            file.AddRange(PngChunk.Of("fcTL", [.. Number(2 * i), .. place, .. Short(delay), .. Short(ThousandthsOfASecond), 0, 0]));
            file.AddRange(PngChunk.Of("fdAT", [.. Number(2 * i + 1), .. PixelsOf(PngChunk.In(ImageFiles.Codec.EncodePng(frames[i])))]));
        }

        file.AddRange(PngChunk.Of("IEND", []));
        return [.. file];
    }

    private static byte[] PixelsOf(IEnumerable<(string Type, byte[] Data)> chunks) => [.. chunks.Where(chunk => chunk.Type is "IDAT").SelectMany(chunk => chunk.Data)];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];
}
