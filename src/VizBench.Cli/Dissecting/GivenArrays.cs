using VizBench.Arrays;
using VizBench.Cli.Running;
using VizBench.Files;
using VizBench.Methods.Inputs;
using VizBench.Metrics;
using VizBench.Suite;

namespace VizBench.Cli.Dissecting;

/// <summary>Activations and masks of a person's own, in .npy files.</summary>
/// <param name="Categories">the category of each concept; null: none are known</param>
internal sealed record GivenArrays(string Activations, string Masks, int[]? Categories)
{
    /// <summary>Dissects them and prints each unit's best concept.</summary>
    /// <param name="iou">null: the published one where categories are known, else the set's</param>
    /// <param name="file">a .npy file for the IoU, (units, concepts); null: none</param>
    /// <exception cref="UserError">a file can't be read, or the arrays don't go together</exception>
    internal void Dissect(double quantile, DissectionIou? iou, string? file, Session session)
    {
        using var scope = NewDisposeScope();
        var maps = TensorArrays.FromNdArray(NpyFile.Read(Activations), ScalarType.Float64, CPU);
        var thresholds = ArrayDissection.Thresholds(maps, quantile);
        var masks = TensorArrays.FromNdArray(NpyFile.Read(Masks), ScalarType.Float64, CPU);
        var found = ArrayDissection.Iou(maps, thresholds, masks, iou ?? (Categories is null ? DissectionIou.Set : DissectionIou.CategoryConditional), Categories);
        if (file is not null)
            AtomicFile.Write(file, stream => NpyFile.Write(stream, NdArray.Of(found.Cast<double>().ToArray(), found.GetLength(0), found.GetLength(1))));
        var units = thresholds.Select((threshold, unit) => BestOf(unit, threshold, found)).ToArray();
        session.Report(new { Units = units, Written = file is null ? [] : new[] { file } }, output =>
        {
            foreach (var unit in units)
                output.WriteLine(unit.Concept is null ? $"unit {unit.Unit}  no concept" : FormattableString.Invariant($"unit {unit.Unit}  concept {unit.Concept}  IoU {unit.Iou:0.0000}{(unit.IsDetector ? "  detector" : "")}"));
            if (file is not null)
                output.WriteLine($"written  {file}");
        });
    }

    private static ArrayUnit BestOf(int unit, double threshold, double[,] iou)
    {
        var (concept, best) = UniqueDetectors.BestOf(iou, unit);
        return new ArrayUnit(unit, threshold, concept, best);
    }

    private sealed record ArrayUnit(int Unit, double Threshold, int? Concept, double Iou)
    {
        public bool IsDetector => Iou > UniqueDetectors.DetectorIou;
    }
}
