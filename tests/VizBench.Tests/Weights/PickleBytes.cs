using System.Buffers.Binary;
using System.Text;

namespace VizBench.Tests.Weights;

/// <summary>Pickles put together by hand, opcode by opcode, right or wrong.</summary>
internal static class PickleBytes
{
    internal static readonly byte[] None = "N"u8.ToArray();
    internal static readonly byte[] True = [0x88];
    internal static readonly byte[] False = [0x89];
    internal static readonly byte[] EmptyDict = "}"u8.ToArray();
    internal static readonly byte[] OrderedDict = [.. Global("collections", "OrderedDict"), .. ")R"u8];

    /// <summary>Protocol 2 around a value.</summary>
    internal static byte[] Whole(params byte[] value) => [0x80, 2, .. value, (byte)'.'];

    internal static byte[] Global(string module, string name) => Encoding.UTF8.GetBytes($"c{module}\n{name}\n");

    internal static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)'X', .. BitConverter.GetBytes(bytes.Length), .. bytes];
    }

    /// <summary>As Python 2 wrote texts.</summary>
    internal static byte[] OldText(string text) => [(byte)'U', (byte)text.Length, .. Encoding.Latin1.GetBytes(text)];

    internal static byte[] Int(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return [0x8a, (byte)bytes.Length, .. bytes];
    }

    internal static byte[] Tuple(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

    internal static byte[] Ints(params long[] values) => Tuple([.. values.Select(Int)]);

    internal static byte[] List(params byte[][] items) => [(byte)']', (byte)'(', .. items.SelectMany(item => item), (byte)'e'];

    internal static byte[] Call(byte[] callable, params byte[][] arguments) => [.. callable, .. Tuple(arguments), (byte)'R'];

    internal static byte[] Dict(params (string Key, byte[] Value)[] items) =>
        [.. EmptyDict, (byte)'(', .. items.SelectMany(item => Text(item.Key).Concat(item.Value)), (byte)'u'];

    internal static byte[] Storage(string type, string key, long count, string module = "torch") =>
        [.. Tuple(Text("storage"), Global(module, type), Text(key), Text("cpu"), Int(count)), (byte)'Q'];

    internal static byte[] Tensor(byte[] storage, long offset, long[] shape, long[] strides) =>
        Call(Global("torch._utils", "_rebuild_tensor_v2"), storage, Int(offset), Ints(shape), Ints(strides), False, OrderedDict);

    /// <summary>Four floats, 1 to 4, in storage '0'.</summary>
    internal static byte[] Four => Tensor(Storage("FloatStorage", "0", 4), 0, [2, 2], [2, 1]);

    internal static byte[] FourFloats => [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64];

    /// <summary>A file of torch.save around a pickle.</summary>
    internal static byte[] ZipFile(byte[] pickle, params (string Name, byte[] Data)[] records) => new ZipBytes
    {
        Items = [new("archive/data.pkl", pickle), .. records.Select(record => new ZipItem("archive/" + record.Name, record.Data))],
    }.Build();

    /// <summary>A file of torch.save with one tensor 'w' of <see cref="FourFloats"/>.</summary>
    internal static byte[] ZipFile(params (string Key, byte[] Value)[] items) => ZipFile(Whole(Dict(items)), ("data/0", FourFloats), ("version", "3\n"u8.ToArray()));

    /// <summary>A file of the legacy format: an object, the keys of its storages, and the storages.</summary>
    internal static byte[] LegacyFile(byte[] value, string[] keys, params byte[] storages) =>
    [
        .. LegacyStart, .. Whole(Dict(("protocol_version", Int(1001)), ("little_endian", True))), .. Whole(value),
        .. Whole(List([.. keys.Select(Text)])), .. storages,
    ];

    /// <summary>The magic number and the protocol.</summary>
    internal static byte[] LegacyStart =>
        [.. Whole(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19), .. Whole(Int(1001))];

    /// <summary>A storage of the legacy format: how many elements, then the elements.</summary>
    internal static byte[] LegacyStorage(long count, params byte[] data) => [.. BitConverter.GetBytes(count), .. data];
}
