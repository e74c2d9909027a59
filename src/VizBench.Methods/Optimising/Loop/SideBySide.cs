namespace VizBench.Methods.Optimising;

/// <summary>
/// Several pictures of one sample, optimised in one batch; they stand side by side in one result, (1, C, H, n · W), and numbers beside
/// it are their means.
/// </summary>
internal static class SideBySide
{
    /// <summary>A probe for one sample that asks for n pictures of it.</summary>
    /// <param name="along">how many pictures of each optimisation the result shows; it goes on from the last of them</param>
    internal static Probe Probe(Probe one, int count, int along = 1) => one with
    {
        Targets = [.. one.Targets.SelectMany(target => Enumerable.Repeat(target, count))],
        Units = [.. one.Units.SelectMany(unit => Enumerable.Repeat(unit, count))],
        Input = one.Input.expand([count, .. one.Input.shape[1..]]),
        Roles = one.Roles.ToDictionary(role => role.Key, role => OneByOne(role.Value, count, one.Input.shape[3], along), StringComparer.Ordinal),
    };

    /// <summary>The pictures of one sample differ by their place among its own; the first has the sample's own key.</summary>
    internal static IReadOnlyList<long> Keys(IReadOnlyList<long> keys) => [.. keys.Select((key, i) => key + ((long)i << 52))];

    internal static PaintedBatch Of(PaintedBatch painted)
    {
        var last = painted.Picture;
        Tensor[] pictures = [.. painted.Earlier.Select(earlier => tensor(earlier.ToDoubles(), [.. earlier.Shape], last.dtype, last.device)), last];
        return painted with
        {
            Picture = cat([.. Enumerable.Range(0, (int)last.shape[0]).SelectMany(i => pictures.Select(picture => picture.narrow(0, i, 1)))], 3),
            Scalars = painted.Scalars.ToDictionary(scalar => scalar.Key, scalar => (IReadOnlyList<double>)[scalar.Value.Average()], StringComparer.Ordinal),
            Traces = [[.. Enumerable.Range(0, painted.Traces[0].Count).Select(row => Mean([.. painted.Traces.Select(trace => trace[row])]))]],
        };
    }

    /// <summary>Pictures that stand side by side, one below the other, (n, C, H, W): the last one of each optimisation; others stay as they are.</summary>
    /// <param name="pictures">(1, C, H, n · along · W)</param>
    /// <param name="width">W</param>
    internal static Tensor OneByOne(Tensor pictures, int count, long width, int along = 1) => pictures.shape[0] == 1 && pictures.shape[3] == count * along * width
        ? cat([.. Parts(pictures, width).Where((_, i) => i % along == along - 1)], 0)
        : pictures;

    /// <summary>Each of the pictures that stand side by side, (N, C, H, n · W) → n of (N, C, H, W).</summary>
    internal static IEnumerable<Tensor> Parts(Tensor pictures, long width) => Enumerable.Range(0, (int)(pictures.shape[3] / width)).Select(i => pictures.narrow(3, i * width, width));

    private static TraceRow Mean(IReadOnlyList<TraceRow> rows) => new(
        rows[0].Step, rows.Average(row => row.Objective), rows.Average(row => row.Penalty), rows.Average(row => row.GradientNorm), rows.Average(row => row.ImageNorm),
        rows.Average(row => row.TotalVariation), rows.Average(row => row.HighFrequencyShare));
}
