namespace VizBench.Metrics;

/// <summary>How much several pictures of one thing differ, by what a network makes of them.</summary>
public static class CodeDiversity
{
    /// <summary>
    /// The codes of some pictures, a layer's outputs (N,…) → the mean of 1 − cos over their pairs. Range [0, 2], within [0, 1] for codes without negative values: 0
    /// where all are the same but for a factor. A code of zeros has cosine 0 to every other. NaN for fewer than two codes, or where one holds NaN.
    /// </summary>
    /// <exception cref="ArgumentException">no dimension after the first</exception>
    [Metric(
        "diversity", MetricGroup.Maximisation, Unit = "1", Low = 0, High = 2, Direction = MetricDirection.Descriptive,
        Summary = "mean of 1 − cos over the pairs of a class's pictures, by a layer's codes",
        Source = "mean pairwise distance: Zhu et al. 2017 (BicycleGAN), section 5; by cosine: Olah, Mordvintsev and Schubert 2017")]
    public static double Of(Tensor codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.ndim < 2)
            throw new ArgumentException($"takes the codes of several pictures (N,…), not {codes}", nameof(codes));
        using var scope = NewDisposeScope();
        var rows = BatchRows.Of(codes);
        var count = rows.shape[0];
        if (count < 2)
            return double.NaN;
        var unit = rows / (rows.square().sum(1).sqrt().unsqueeze(1) + 1e-12);
        var likeness = BatchRows.Numbers(unit.matmul(unit.transpose(0, 1)).flatten());
        var distance = 0.0;
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
                distance += 1 - likeness[i * count + j];
        }

        return distance / (count * (count - 1) / 2);
    }
}
