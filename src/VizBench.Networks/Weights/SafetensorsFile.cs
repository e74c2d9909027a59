using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using VizBench.Files;

namespace VizBench.Networks.Weights;

/// <summary>
/// Files of named tensors: eight bytes of header length, a JSON header, the tensors' bytes one after another
/// (https://github.com/huggingface/safetensors). Any broken rule is a <see cref="FileError"/> that says where.
/// </summary>
public static class SafetensorsFile
{
    private const int LengthBytes = sizeof(ulong);
    private const int HeaderAlignment = 8;
    private const int ChunkBytes = 1 << 20;

    /// <summary>Reads and checks the header; the tensors stay in the file until they are asked for.</summary>
    /// <exception cref="FileError">the file is missing, can't be read, or breaks a rule of the format</exception>
    public static StateDict Read(string path) => WeightFileHandle.Read(path, file => Read(path, file));

    /// <summary>Writes all tensors and the metadata (sorted by key), whole or not at all; equal contents give equal bytes.</summary>
    /// <exception cref="FileError">the file can't be written</exception>
    public static void Write(string path, StateDict state, SafetensorsOrder order = SafetensorsOrder.ByTypeAndName)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tensors = InOrder(state, order);
        var header = Header(tensors, state.Metadata);
        if (header.Length > SafetensorsHeader.MaxBytes)
            throw new FileError(path, "header", $"would have {header.Length} bytes; the format allows {SafetensorsHeader.MaxBytes}: shorten the metadata");
        AtomicFile.Write(path, stream => Write(stream, header, tensors));
    }

    /// <summary>The same file's bytes, in memory.</summary>
    public static byte[] ToBytes(StateDict state, SafetensorsOrder order = SafetensorsOrder.ByTypeAndName)
    {
        ArgumentNullException.ThrowIfNull(state);
        var tensors = InOrder(state, order);
        using var stream = new MemoryStream();
        Write(stream, Header(tensors, state.Metadata), tensors);
        return stream.ToArray();
    }

    internal static StateDict Read(string path, SafeFileHandle file)
    {
        var fileLength = WeightFileHandle.LengthOf(path, file);
        if (fileLength < LengthBytes)
            throw new FileError(path, "header length", $"the file has {fileLength} bytes, a safetensors file at least {LengthBytes}; fetch it again");
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        FileBytes.ReadExactly(file, path, "header length", 0, lengthBytes);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (headerLength > (ulong)SafetensorsHeader.MaxBytes)
            throw new FileError(path, "header length", $"is {headerLength}, more than {SafetensorsHeader.MaxBytes}; this is not a safetensors file");
        if (headerLength > (ulong)(fileLength - LengthBytes))
            throw new FileError(path, "header length", $"is {headerLength}, past the end of the file ({fileLength} bytes); the file is incomplete: fetch it again");
        var json = new byte[headerLength];
        FileBytes.ReadExactly(file, path, "header", LengthBytes, json);

        var dataStart = LengthBytes + (long)headerLength;
        var header = SafetensorsHeader.Parse(path, json, fileLength - dataStart);
        var tensors = header.Entries.Select(entry => new WeightTensor(
            entry.Name, entry.Dtype, entry.Shape, new FileBytes(file, path, entry.Place, dataStart + entry.Begin, entry.End - entry.Begin)));
        return new StateDict(tensors, header.Metadata, path, file);
    }

    private static void Write(Stream stream, byte[] header, WeightTensor[] tensors)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in tensors)
            Copy(tensor, stream);
    }

    private static WeightTensor[] InOrder(StateDict state, SafetensorsOrder order) => order == SafetensorsOrder.AsGiven ? [.. state] : Sorted(state);

    private static WeightTensor[] Sorted(StateDict state) =>
    [
        .. state.OrderByDescending(tensor => ElementTypes.Rank(tensor.Dtype))
            .ThenBy(tensor => Encoding.UTF8.GetBytes(tensor.Name), Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))),
    ];

    private static byte[] Header(WeightTensor[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // The encoder leaves text outside ASCII as it is, as the reference writer does.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
                WriteMetadata(json, metadata);
            var position = 0L;
            foreach (var tensor in tensors)
            {
                WriteEntry(json, tensor, position);
                position = checked(position + tensor.ByteCount);
            }

            json.WriteEndObject();
        }

        var padding = (HeaderAlignment - buffer.WrittenCount % HeaderAlignment) % HeaderAlignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, WeightTensor tensor, long position)
    {
        if (string.Equals(tensor.Name, SafetensorsHeader.MetadataKey, StringComparison.Ordinal))
            throw new ArgumentException($"a tensor can't be named '{tensor.Name}': the format keeps that name for metadata", nameof(tensor));
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", ElementTypes.NameOf(tensor.Dtype));
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(position);
        json.WriteNumberValue(position + tensor.ByteCount);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Copy(WeightTensor tensor, Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        for (var offset = 0L; offset < tensor.ByteCount; offset += ChunkBytes)
        {
            var chunk = buffer.AsSpan(0, (int)Math.Min(ChunkBytes, tensor.ByteCount - offset));
            tensor.CopyTo(chunk, offset);
            stream.Write(chunk);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
