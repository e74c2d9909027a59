using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Engine;

namespace VizBench.Suite;

/// <summary>
/// Runs cases in float64 and holds them against their goldens. A case that fails leaves what is needed to judge it beside
/// its golden: received files, the raw tensor, a picture of the difference; one that passes removes them.
/// </summary>
/// <param name="goldens">null: the product's own</param>
/// <param name="weights">as <see cref="RunRequest.Weights"/></param>
public sealed class GoldenHarness(GoldenFolder? goldens = null, string? weights = null) : IDisposable
{
    private readonly GoldenFolder _goldens = goldens ?? GoldenFolder.Committed;
    private readonly Workbench _workbench = new(weights, ScalarType.Float64, CPU);

    public void Dispose() => _workbench.Dispose();

    /// <exception cref="UserError">the case can't be computed, or its golden is damaged</exception>
    public GoldenComparison Verify(CaseDefinition definition)
    {
        var (actual, value) = Computed(definition);
        return Judge(actual, value);
    }

    /// <summary>What the case gives now.</summary>
    /// <exception cref="UserError">the case can't be computed</exception>
    public GoldenRecord Record(CaseDefinition definition) => Computed(definition).Record;

    /// <summary>The line that makes a case's received files its golden.</summary>
    public static string AcceptLine(string caseId) => $"./vizbench accept golden --filter '{caseId}'";

    private (GoldenRecord Record, NdArray Value) Computed(CaseDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var result = CaseRunner.Run(definition, _workbench, _goldens);
        return (GoldenRecorder.Of(result.Facts, result.Value, _workbench.NetworkNamed(definition.NetworkName).Network.Architecture), result.Value);
    }

    private GoldenComparison Judge(GoldenRecord actual, NdArray value)
    {
        var expected = _goldens.ReadVerified(actual.Family, actual.Case);
        var comparison = expected is null
            ? new GoldenComparison { Case = actual.Case, Verdict = GoldenVerdict.New, Reason = "there is no golden yet" }
            : GoldenComparer.Compare(expected, actual, GoldenTolerance.Of(PrecisionClass.Float64));
        _goldens.RemoveReceived(actual.Family, actual.Case);
        if (comparison.Passed)
            return comparison;

        _goldens.WriteReceived(actual);
        NpyFile.Write(_goldens.ReceivedFile(actual.Family, actual.Case, "npy"), value);
        if (expected?.Picture is { } before && actual.Picture is { } now && (before.Width, before.Height) == (now.Width, now.Height))
            ImageFiles.WritePng(_goldens.ReceivedFile(actual.Family, actual.Case, "diff.png"), new PictureDifference(before, now).ToPicture());
        return comparison;
    }
}
