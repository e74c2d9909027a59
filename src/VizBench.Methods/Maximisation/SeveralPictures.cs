using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Activation maximisation with several pictures of each class or unit. They stand side by side in one result, (N, C, H, n · W);
/// numbers beside it are their means. Each class or unit is an optimisation of its own.
/// </summary>
public abstract record SeveralPictures : ActivationMaximisation
{
    /// <summary>n.</summary>
    private protected abstract int Each { get; }

    /// <summary>How many pictures of each optimisation stand there: its last one, and before it those that the easel was told to keep.</summary>
    private protected virtual int Along => 1;

    private protected override int? MostTogether => 1;

    private protected override Probe PartOf(Probe probe, int first, int size)
    {
        var one = base.PartOf(probe, first, size);
        return one with
        {
            Targets = [.. one.Targets.SelectMany(target => Enumerable.Repeat(target, Each))],
            Units = [.. one.Units.SelectMany(unit => Enumerable.Repeat(unit, Each))],
            Input = one.Input.expand([Each, .. one.Input.shape[1..]]),
            Roles = one.Roles.ToDictionary(role => role.Key, role => OneByOne(role.Value, one.Input.shape[3]), StringComparer.Ordinal),
        };
    }

    /// <summary>The pictures of one class or unit differ by their place among its own.</summary>
    private protected override IReadOnlyList<long> KeysOf(Probe probe) => [.. base.KeysOf(probe).Select((key, i) => key + ((long)i << 52))];

    private protected override PaintedBatch Presented(PaintedBatch painted)
    {
        var last = painted.Picture;
        Tensor[] pictures = [.. painted.Earlier.Select(earlier => tensor(earlier.ToDoubles(), [.. earlier.Shape], last.dtype, last.device)), last];
        var sideBySide = cat([.. Enumerable.Range(0, (int)last.shape[0]).SelectMany(i => pictures.Select(picture => picture.narrow(0, i, 1)))], 3);
        return painted with
        {
            Picture = sideBySide,
            Scalars = painted.Scalars.ToDictionary(scalar => scalar.Key, scalar => (IReadOnlyList<double>)[scalar.Value.Average()], StringComparer.Ordinal),
            Traces = [[.. Enumerable.Range(0, painted.Traces[0].Count).Select(row => Mean([.. painted.Traces.Select(trace => trace[row])]))]],
        };
    }

    /// <summary>Pictures that stand side by side, as the result's do, one below the other: the last one of each optimisation.</summary>
    private Tensor OneByOne(Tensor pictures, long width) => pictures.shape[0] == 1 && pictures.shape[3] == Each * Along * width
        ? cat([.. Enumerable.Range(1, Each).Select(i => pictures.narrow(3, (i * Along - 1) * width, width))], 0)
        : pictures;

    private static TraceRow Mean(IReadOnlyList<TraceRow> rows) => new(
        rows[0].Step, rows.Average(row => row.Objective), rows.Average(row => row.Penalty), rows.Average(row => row.GradientNorm), rows.Average(row => row.ImageNorm),
        rows.Average(row => row.TotalVariation), rows.Average(row => row.HighFrequencyShare));
}
