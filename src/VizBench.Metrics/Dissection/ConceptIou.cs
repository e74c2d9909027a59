namespace VizBench.Metrics;

/// <summary>How well the places where units are active coincide with the places of concepts, over all images given at once; <see cref="ConceptCounts"/> takes them in parts.</summary>
public static class ConceptIou
{
    /// <summary>|M ∩ L| / |M ∪ L| of every unit and concept, (units, concepts), over the pixels of all images. Range [0, 1]; NaN where neither has a pixel.</summary>
    /// <param name="units">(N, units, H, W), boolean: where a unit is above its threshold</param>
    /// <param name="concepts">(N, concepts, H, W), boolean</param>
    /// <exception cref="ArgumentException">shapes don't go together, or masks are not boolean</exception>
    [Metric(
        "concept-iou-set", MetricGroup.Dissection, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter,
        Summary = "|M ∩ L| / |M ∪ L| of a unit's mask and a concept's over all images",
        Source = "Bau et al. 2017, equation 1, over all images")]
    public static double[,] Set(Tensor units, Tensor concepts) => Counted(units, concepts, null).SetIou();

    /// <summary>The same, a unit's pixels counting only in images that have a pixel of the concept's category.</summary>
    /// <param name="units">(N, units, H, W), boolean: where a unit is above its threshold</param>
    /// <param name="concepts">(N, concepts, H, W), boolean</param>
    /// <param name="categories">of each concept, 0 …</param>
    /// <exception cref="ArgumentException">shapes don't go together, masks are not boolean, or not a category for each concept</exception>
    [Metric(
        "concept-iou-category-conditional", MetricGroup.Dissection, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter,
        Summary = "|M ∩ L| / |M ∪ L|, a unit's pixels counting only in images with a pixel of the concept's category",
        Source = "Bau et al. 2017, equation 1, as published")]
    public static double[,] CategoryConditional(Tensor units, Tensor concepts, IReadOnlyList<int> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        return Counted(units, concepts, categories).CategoryConditionalIou();
    }

    private static ConceptCounts Counted(Tensor units, Tensor concepts, IReadOnlyList<int>? categories)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(concepts);
        if (units.ndim != 4 || concepts.ndim != 4)
            throw new ArgumentException($"takes masks (N, units, H, W) and (N, concepts, H, W), not {units} and {concepts}", nameof(concepts));
        var counts = new ConceptCounts((int)units.shape[1], (int)concepts.shape[1], categories);
        counts.Add(units, concepts);
        return counts;
    }
}
