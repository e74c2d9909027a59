using System.Security.Cryptography;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Files;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Writes a case's files, each wholly or not at all; result.json comes last, so where it is, the others are.</summary>
internal static class CaseWriter
{
    /// <returns>the SHA-256 of result.npy</returns>
    internal static string Write(RunFolder folder, CaseResult result, PreparedInput input, Architecture architecture)
    {
        var facts = result.Facts;
        var inputPicture = folder.MakeRoomFor(RunFolder.InputPicture(facts.Network, facts.InputId));
        if (!File.Exists(inputPicture))
            ImageFiles.WritePng(inputPicture, input.Picture);

        var array = new MemoryStream();
        NpyFile.Write(array, result.Value);
        AtomicFile.WriteBytes(folder.MakeRoomFor(RunFolder.Result(facts.Id)), array.ToArray());
        ImageFiles.WritePng(folder.In(RunFolder.Picture(facts.Id)), ResultPicture.Of(ResultView.Of(result, architecture)));
        if (OverlayPicture.Of(result, input, architecture) is { } overlay)
            ImageFiles.WritePng(folder.In(RunFolder.Overlay(facts.Id)), overlay);
        JsonText.Write(folder.In(RunFolder.Facts(facts.Id)), facts);
        return Convert.ToHexStringLower(SHA256.HashData(array.ToArray()));
    }
}
