namespace VizBench.Metrics;

/// <summary>How many different concepts the units of a layer detect: what Bau et al. 2017 call its interpretability.</summary>
public static class UniqueDetectors
{
    /// <summary>The published bound: a unit above it is a detector of its best concept.</summary>
    public const double DetectorIou = 0.04;

    /// <summary>
    /// Intersections over unions of units and concepts → how many concepts are the best of a unit that is a detector, each counted once; of equals the first is
    /// the best. Range 0 … the smaller of both numbers; NaN is below any bound.
    /// </summary>
    /// <param name="iou">(units, concepts)</param>
    /// <param name="threshold">what a detector's is above</param>
    /// <param name="category">only concepts of this one; null: all</param>
    /// <param name="categories">of each concept; needed for a category</param>
    /// <exception cref="ArgumentException">a category without the concepts' categories, or not one for each concept</exception>
    [Metric(
        "unique-detectors", MetricGroup.Dissection, Unit = "concepts", Low = 0, Direction = MetricDirection.HigherIsBetter,
        Summary = "different concepts that are the best of a unit with an IoU above 0.04",
        Source = "Bau et al. 2017, section 3.2")]
    public static int Count(double[,] iou, double threshold = DetectorIou, int? category = null, IReadOnlyList<int>? categories = null)
    {
        ArgumentNullException.ThrowIfNull(iou);
        if (category is not null && categories?.Count != iou.GetLength(1))
            throw new ArgumentException($"counting by category takes the category of each of the {iou.GetLength(1)} concepts", nameof(categories));
        var detected = new HashSet<int>();
        for (var unit = 0; unit < iou.GetLength(0); unit++)
        {
            if (BestOf(iou, unit) is ({ } concept, var best) && best > threshold && (category is null || categories![concept] == category))
                detected.Add(concept);
        }

        return detected.Count;
    }

    /// <summary>The concept that a unit coincides with best, the first of equals, and how well; null and 0 where none has a pixel in common with it.</summary>
    /// <param name="iou">(units, concepts), NaN where there is none</param>
    public static (int? Concept, double Iou) BestOf(double[,] iou, int unit)
    {
        ArgumentNullException.ThrowIfNull(iou);
        (int? Concept, double Iou) best = (null, 0);
        for (var concept = 0; concept < iou.GetLength(1); concept++)
        {
            // A number that is none is not greater either.
            if (iou[unit, concept] > best.Iou)
                best = (concept, iou[unit, concept]);
        }

        return best;
    }

    /// <summary>
    /// Unique detectors in a random basis over those in the units' own: 1 if single units are no more interpretable than any directions are. Range [0, ∞); NaN
    /// where the units detect nothing.
    /// </summary>
    /// <param name="rotated">unique detectors in the basis of <see cref="BasisRotation"/>, or their mean over several</param>
    /// <param name="own">unique detectors of the units themselves</param>
    /// <exception cref="ArgumentOutOfRangeException">a number below 0</exception>
    [Metric(
        "rotated-interpretability", MetricGroup.Dissection, Unit = "1", Low = 0, Direction = MetricDirection.Descriptive,
        Summary = "unique detectors in a random basis over those of the units themselves",
        Source = "Bau et al. 2017, section 3.2, the rotation α = 1")]
    public static double RotationRatio(double rotated, double own)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rotated);
        ArgumentOutOfRangeException.ThrowIfNegative(own);
        return own == 0 ? double.NaN : rotated / own;
    }
}
