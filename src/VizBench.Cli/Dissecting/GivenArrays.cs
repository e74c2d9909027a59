using System.Text.Json.Serialization;
using VizBench.Arrays;
using VizBench.Cli.Arguments;
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
    /// <summary>Dissects them and prints each unit's best concept, and which units and concepts there is nothing to say of.</summary>
    /// <param name="iou">null: the published one where categories are known, else the set's</param>
    /// <param name="file">a new .npy file for the IoU, (units, concepts); null: none</param>
    /// <exception cref="UserError">a file can't be read, the arrays don't go together, or the output is there already</exception>
    internal void Dissect(double quantile, DissectionIou? iou, string? file, Session session)
    {
        NewFile.Check("--out", file, ".npy");
        using var scope = NewDisposeScope();
        var maps = TensorArrays.FromNdArray(NpyFile.Read(Activations), ScalarType.Float64, CPU);
        var thresholds = ArrayDissection.Thresholds(maps, quantile, Activations);
        var masks = TensorArrays.FromNdArray(NpyFile.Read(Masks), ScalarType.Float64, CPU);
        var counts = ArrayDissection.Counts(maps, thresholds, masks, Categories, Masks);
        var found = ArrayDissection.Iou(counts, iou ?? (Categories is null ? DissectionIou.Set : DissectionIou.CategoryConditional));
        if (file is not null)
            AtomicFile.Write(file, stream => NpyFile.Write(stream, NdArray.Of(found.Cast<double>().ToArray(), found.GetLength(0), found.GetLength(1))));
        var highest = maps.amax([0, 2, 3]).data<double>().ToArray();
        var units = thresholds.Select((threshold, unit) => BestOf(unit, threshold, found, counts.UnitPixels[unit] == 0, highest[unit] > threshold)).ToArray();
        int[] empty = [.. counts.ConceptPixels.Index().Where(concept => concept.Item == 0).Select(concept => concept.Index)];
        session.Report(new { Units = units, EmptyConcepts = empty, Written = file is null ? [] : new[] { file } }, output =>
        {
            foreach (var unit in units)
                output.WriteLine(unit.Line);
            foreach (var concept in empty)
                output.WriteLine($"concept {concept}  in no pixel of the masks, so no unit detects it");
            if (file is not null)
                output.WriteLine($"written  {file}");
        });
    }

    private static ArrayUnit BestOf(int unit, double threshold, double[,] iou, bool inactive, bool rises)
    {
        var (concept, best) = UniqueDetectors.BestOf(iou, unit);
        return new ArrayUnit(unit, threshold, concept, best, inactive, rises);
    }

    private sealed record ArrayUnit(int Unit, double Threshold, int? Concept, double Iou, bool IsInactive, [property: JsonIgnore] bool Rises)
    {
        public bool IsDetector => Iou > UniqueDetectors.DetectorIou;

        internal string Line => FormattableString.Invariant($"unit {Unit}  ") + (Concept is not null
            ? FormattableString.Invariant($"concept {Concept}  IoU {Iou:0.0000}{(IsDetector ? "  detector" : "")}")
            : !Rises ? "no concept: it never rises above its threshold, as its highest activations are all the same"
            : IsInactive ? "no concept: enlarged to the masks' size it is nowhere above its threshold"
            : "no concept: where it is active, there is none");
    }
}
