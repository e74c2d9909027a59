namespace VizBench.Metrics;

/// <summary>How many units a layer has, and how many of them detect a concept.</summary>
public static class DetectorCount
{
    /// <summary>Intersections over unions of units and concepts → how many units there are.</summary>
    /// <param name="iou">(units, concepts)</param>
    [Metric(
        "units", MetricGroup.Dissection, Unit = "units", Low = 0, Direction = MetricDirection.Descriptive,
        Summary = "units of a layer: its channels, or as many directions of a rotated basis",
        Source = "Bau et al. 2017, section 2.2")]
    public static int Units(double[,] iou)
    {
        ArgumentNullException.ThrowIfNull(iou);
        return iou.GetLength(0);
    }

    /// <summary>Intersections over unions of units and concepts → how many units are a detector of their best concept. Range 0 … units; NaN is below any bound.</summary>
    /// <param name="iou">(units, concepts)</param>
    /// <param name="threshold">what a detector's is above</param>
    [Metric(
        "detectors", MetricGroup.Dissection, Unit = "units", Low = 0, Direction = MetricDirection.Descriptive,
        Summary = "units whose IoU with their best concept is above 0.04; several may detect the same one",
        Source = "Bau et al. 2017, section 2.2")]
    public static int Detectors(double[,] iou, double threshold = UniqueDetectors.DetectorIou) =>
        Enumerable.Range(0, Units(iou)).Count(unit => UniqueDetectors.BestOf(iou, unit).Iou > threshold);
}
