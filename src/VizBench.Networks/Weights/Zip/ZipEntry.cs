namespace VizBench.Networks.Weights.Zip;

/// <summary>One file in a zip archive, its places checked.</summary>
/// <param name="Name">with '/' between folders</param>
/// <param name="IsDeflated">packed by deflate; else stored as it is</param>
/// <param name="Crc">of the unpacked bytes; 0 where the writer left it out</param>
/// <param name="PackedLength">in the archive</param>
/// <param name="Length">unpacked</param>
/// <param name="HeaderStart">where its local header begins</param>
/// <param name="DataStart">where its packed bytes begin</param>
internal sealed record ZipEntry(string Name, bool IsDeflated, uint Crc, long PackedLength, long Length, long HeaderStart, long DataStart)
{
    internal string Place => $"entry '{OneLine.Of(Name)}'";
}
