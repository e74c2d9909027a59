using System.Security.Cryptography;

namespace VizBench.Training;

/// <summary>A file of weights as its card names it.</summary>
/// <param name="File">its name beside the card</param>
/// <param name="Sha256">lower-case hexadecimal</param>
public sealed record WeightsOnCard(string File, long Bytes, string Sha256)
{
    internal const string Extension = ".safetensors";

    internal static WeightsOnCard Of(string network, byte[] bytes) =>
        new(network + Extension, bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
