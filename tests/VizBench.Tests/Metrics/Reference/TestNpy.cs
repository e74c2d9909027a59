using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace VizBench.Tests.Metrics.Reference;

/// <summary>Reads our own little-endian, row-major .npy fixtures. To be replaced by VizBench.Data's NpyFile.</summary>
internal static partial class TestNpy
{
    internal static Tensor Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var dataStart = 10 + BitConverter.ToUInt16(bytes, 8);
        var header = HeaderPattern().Match(Encoding.ASCII.GetString(bytes, 10, dataStart - 10));
        var shape = header.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(size => long.Parse(size, CultureInfo.InvariantCulture)).ToArray();
        var data = bytes.AsSpan(dataStart);
        return header.Groups["type"].Value switch
        {
            "<f8" => tensor(MemoryMarshal.Cast<byte, double>(data).ToArray(), shape),
            "|b1" => tensor(MemoryMarshal.Cast<byte, bool>(data).ToArray(), shape),
            var other => throw new NotSupportedException($"{path}: element type '{other}'"),
        };
    }

    [GeneratedRegex(@"'descr': '(?<type>[^']*)', 'fortran_order': False, 'shape': \((?<shape>[^)]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeaderPattern();
}
