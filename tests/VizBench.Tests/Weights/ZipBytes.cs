using System.IO.Compression;
using System.Text;
using VizBench.Networks.Weights.Zip;

namespace VizBench.Tests.Weights;

/// <summary>Zip archives put together by hand, right or wrong.</summary>
internal sealed class ZipBytes
{
    internal required List<ZipItem> Items { get; init; }

    /// <summary>Where the end record says the directory begins; null: where it does.</summary>
    internal long? DirectoryStart { get; init; }

    /// <summary>How many entries the end record counts; null: all.</summary>
    internal int? Count { get; init; }

    internal string Comment { get; init; } = "";

    /// <summary>Sizes and places in the fields of zip64.</summary>
    internal bool Zip64 { get; init; }

    internal static byte[] Of(params ZipItem[] items) => new ZipBytes { Items = [.. items] }.Build();

    internal byte[] Build()
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        var starts = new List<long>();
        foreach (var item in Items)
        {
            starts.Add(file.Position);
            var name = Encoding.UTF8.GetBytes(item.LocalName ?? item.Name);
            writer.Write(0x04034b50u);
            writer.Write([20, 0]);
            Shorts(writer, item.Flags, item.Method, 0, 0);
            Words(writer, item.Crc ?? Crc32.Of(item.Data), (uint)item.Packed.Length, (uint)item.Data.Length);
            Shorts(writer, name.Length, 0);
            writer.Write(name);
            writer.Write(item.Packed);
        }

        var directory = file.Position;
        foreach (var (item, start) in Items.Zip(starts))
            WriteEntry(writer, item, item.HeaderStart ?? start);
        WriteEnd(writer, file, directory);
        return file.ToArray();
    }

    private void WriteEntry(BinaryWriter writer, ZipItem item, long start)
    {
        var name = Encoding.UTF8.GetBytes(item.Name);
        var (packed, length) = (item.PackedLength ?? item.Packed.Length, item.Length ?? item.Data.Length);
        writer.Write(0x02014b50u);
        writer.Write([20, 0, 20, 0]);
        Shorts(writer, item.Flags, item.Method, 0, 0);
        Words(writer, item.Crc ?? Crc32.Of(item.Data), Zip64 ? uint.MaxValue : (uint)packed, Zip64 ? uint.MaxValue : (uint)length);
        Shorts(writer, name.Length, Zip64 ? 28 : 0, 0, 0, 0);
        Words(writer, 0, Zip64 ? uint.MaxValue : (uint)start);
        writer.Write(name);
        if (!Zip64)
            return;
        Shorts(writer, 1, 24);
        writer.Write(length);
        writer.Write(packed);
        writer.Write(start);
    }

    private void WriteEnd(BinaryWriter writer, MemoryStream file, long directory)
    {
        var (end, count, start) = (file.Position, Count ?? Items.Count, DirectoryStart ?? directory);
        if (Zip64)
        {
            writer.Write(0x06064b50u);
            writer.Write(44L);
            Shorts(writer, 45, 45);
            Words(writer, 0, 0);
            writer.Write((long)count);
            writer.Write((long)count);
            writer.Write(end - directory);
            writer.Write(start);
            Words(writer, 0x07064b50, 0);
            writer.Write(end);
            Words(writer, 1);
        }

        Words(writer, 0x06054b50);
        Shorts(writer, 0, 0, Zip64 ? ushort.MaxValue : count, Zip64 ? ushort.MaxValue : count);
        Words(writer, Zip64 ? uint.MaxValue : (uint)(end - directory), Zip64 ? uint.MaxValue : (uint)start);
        Shorts(writer, Comment.Length);
        writer.Write(Encoding.ASCII.GetBytes(Comment));
    }

    private static void Shorts(BinaryWriter writer, params int[] values)
    {
        foreach (var value in values)
            writer.Write((ushort)value);
    }

    private static void Words(BinaryWriter writer, params uint[] values)
    {
        foreach (var value in values)
            writer.Write(value);
    }
}

/// <summary>An entry of <see cref="ZipBytes"/>; what is not set is right.</summary>
internal sealed record ZipItem(string Name, byte[] Data)
{
    internal bool Deflate { get; init; }

    internal int Flags { get; init; }

    internal int? OtherMethod { get; init; }

    internal uint? Crc { get; init; }

    internal long? Length { get; init; }

    internal long? PackedLength { get; init; }

    internal long? HeaderStart { get; init; }

    internal string? LocalName { get; init; }

    internal int Method => OtherMethod ?? (Deflate ? 8 : 0);

    internal byte[] Packed => Deflate ? Deflated(Data) : Data;

    private static byte[] Deflated(byte[] data)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Optimal))
            deflate.Write(data);
        return stream.ToArray();
    }
}
