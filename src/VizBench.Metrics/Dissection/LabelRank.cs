namespace VizBench.Metrics;

/// <summary>Whether the concepts that detectors are labeled with are those that drive them when shown alone.</summary>
public static class LabelRank
{
    /// <summary>
    /// Ranks of labels among the concepts of their category, 1 for the concept that drives the detector most → the share that is among the first. Range [0, 1];
    /// NaN of no ranks. Labels drawn at random reach <paramref name="most"/> over the number of concepts.
    /// </summary>
    /// <param name="ranks">one for each detector, from 1</param>
    /// <param name="most">the last rank that counts</param>
    [Metric(
        "tuning-strongest", MetricGroup.Dissection, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter,
        Summary = "share of detectors that no concept of the label's category drives more than the label, each shown alone",
        Source = "VizBench; labels of Bau et al. 2017 checked by pictures of single concepts")]
    [Metric(
        "tuning-among-three", MetricGroup.Dissection, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter,
        Summary = "share of detectors whose label is among the three concepts of its category that drive them most",
        Source = "VizBench; labels of Bau et al. 2017 checked by pictures of single concepts")]
    public static double ShareAmong(IReadOnlyList<int> ranks, int most)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        return ranks.Count(rank => rank <= most) / (double)ranks.Count;
    }
}
