using System.Buffers.Binary;
using System.Text;

namespace VizBench.Tests.Weights;

/// <summary>Safetensors files put together by hand, right or wrong.</summary>
internal static class SafetensorsBytes
{
    /// <summary>A small file that is right: metadata, two types, a scalar, an empty tensor. 13 bytes of data.</summary>
    internal const string ValidHeader =
        """{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"s":{"dtype":"F16","shape":[],"data_offsets":[8,10]},"e":{"dtype":"I64","shape":[0,3],"data_offsets":[10,10]},"b":{"dtype":"BOOL","shape":[3],"data_offsets":[10,13]}}""";

    internal static readonly byte[] ValidData = [0, 0, 128, 63, 0, 0, 0, 192, 0, 60, 1, 0, 1];

    internal static byte[] Valid => File(ValidHeader, ValidData);

    internal static byte[] File(string header, params byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    internal static byte[] File(byte[] header, params byte[] data) => WithLength((ulong)header.Length, header, data);

    internal static byte[] WithLength(ulong length, byte[] header, params byte[] data)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return [.. bytes, .. header, .. data];
    }

    /// <summary>A header of one tensor.</summary>
    internal static string One(string name, string dtype, string shape, string offsets) =>
        $$$"""{"{{{name}}}":{"dtype":"{{{dtype}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";
}
