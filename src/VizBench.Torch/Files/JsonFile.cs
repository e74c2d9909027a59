namespace VizBench.Files;

/// <summary>
/// Files of JSON that people write: UTF-8 with or without a byte order mark, which Windows' editors put before it. The marks of
/// other encodings are told.
/// </summary>
public static class JsonFile
{
    /// <summary>The whole content as UTF-8 without a byte order mark.</summary>
    /// <param name="path">the file</param>
    /// <param name="limit">the longest content that is read, in bytes</param>
    /// <exception cref="FileError">as <see cref="InputFile.ReadBytes"/>, or another encoding</exception>
    public static ReadOnlyMemory<byte> Read(string path, long limit) => Utf8(InputFile.ReadBytes(path, limit), path);

    /// <summary>The bytes without a byte order mark.</summary>
    /// <param name="bytes">of a text of JSON</param>
    /// <param name="path">the file, for messages</param>
    /// <exception cref="FileError">UTF-16 or UTF-32</exception>
    public static ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> bytes, string path)
    {
        ReadOnlySpan<byte> start = bytes.Span[..Math.Min(bytes.Length, 4)];
        var encoding = start switch
        {
            [0xff, 0xfe, 0, 0] or [0, 0, 0xfe, 0xff] => "UTF-32",
            // Without a mark: JSON begins with an ASCII character, whose other byte is zero.
            [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, not 0, ..] or [not 0, 0, ..] => "UTF-16",
            _ => null,
        };
        if (encoding is not null)
            throw new FileError(path, "start of file", $"the text is {encoding}, and JSON is read as UTF-8; save it in that encoding");
        return start.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }
}
