#if SNAPSHOTS_VERIFY
using VerifyNUnit;
using VerifyTests;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Tests.Golden;

/// <summary>
/// The seam between the stacks: one call that holds a case against its golden. Here: Verify, which finds the files, writes
/// what was received and shows the difference; whether two differ is decided by our comparer, within its tolerance.
/// </summary>
internal static class Snapshot
{
    private static readonly GoldenTolerance s_tolerance = GoldenTolerance.Of(PrecisionClass.Float64);

    static Snapshot()
    {
        VerifierSettings.RegisterStringComparer("json", (received, verified, _) => Task.FromResult(CompareNumbers(received, verified)));
        VerifierSettings.RegisterStreamComparer("png", (received, verified, _) => Task.FromResult(ComparePictures(received, verified)));
    }

    internal static Task Verify(CaseDefinition definition)
    {
        using var harness = new GoldenHarness();
        var record = harness.Record(definition);
        var settings = new VerifySettings();
        settings.UseDirectory(Path.Combine(ProductFiles.Golden, record.Family));
        settings.UseFileName(record.Case);
        // One text and one picture: Verify gives both the plain name, CASE.verified.json and CASE.verified.png.
        return Verifier.Verify([new Target("json", record.ToJson()), new Target("png", new MemoryStream(ImageFiles.Codec.EncodePng(record.Picture!)))], settings);
    }

    private static CompareResult CompareNumbers(string received, string verified)
    {
        var comparison = GoldenComparer.Compare(GoldenRecord.FromJson(verified, "verified.json"), GoldenRecord.FromJson(received, "received.json"), s_tolerance);
        return comparison.Passed ? CompareResult.Equal : CompareResult.NotEqual(comparison.ToText());
    }

    private static CompareResult ComparePictures(Stream received, Stream verified)
    {
        var failed = PictureQuantities.Of(Picture(verified), Picture(received), s_tolerance).Where(quantity => !quantity.Passed).ToArray();
        return failed.Length == 0 ? CompareResult.Equal : CompareResult.NotEqual(string.Join('\n', failed.Select(quantity => quantity.ToString())));
    }

    private static RgbImage Picture(Stream stream)
    {
        var content = new MemoryStream();
        stream.CopyTo(content);
        return ImageFiles.Codec.Decode(content.ToArray(), "golden");
    }
}
#endif
