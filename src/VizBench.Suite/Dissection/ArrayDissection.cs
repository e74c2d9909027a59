using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>Network dissection of given activations and masks, whoever made them.</summary>
public static class ArrayDissection
{
    /// <summary>The threshold of each unit (<see cref="UnitThresholds"/>).</summary>
    /// <param name="activations">(N, units, h, w), raw</param>
    /// <param name="source">what errors call them: their file</param>
    /// <exception cref="UserError">another shape, a share that can't be, or a value that is NaN or infinite</exception>
    public static double[] Thresholds(Tensor activations, double quantile, string source = "activations")
    {
        ArgumentNullException.ThrowIfNull(activations);
        var shape = activations.shape;
        CheckShape(activations, source, "activations are (N, units, h, w)");
        return Told(source, () =>
        {
            var thresholds = new UnitThresholds(shape[1], shape[0] * shape[2] * shape[3], quantile);
            thresholds.Add(activations);
            return thresholds.Values();
        });
    }

    /// <summary>The pixels that units and concepts have, and have in common; maps are enlarged bilinearly to the masks' size.</summary>
    /// <param name="activations">(N, units, h, w), raw</param>
    /// <param name="thresholds">one for each unit</param>
    /// <param name="masks">(N, concepts, H, W): 1 or true where the concept is, else 0</param>
    /// <param name="categories">the category of each concept; null: none are known</param>
    /// <param name="source">what errors call the masks: their file</param>
    /// <exception cref="UserError">shapes that don't go together, or a mask with another value than 0 and 1</exception>
    public static ConceptCounts Counts(Tensor activations, double[] thresholds, Tensor masks, IReadOnlyList<int>? categories, string source = "masks")
    {
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(thresholds);
        ArgumentNullException.ThrowIfNull(masks);
        CheckShape(masks, source, "masks are (N, concepts, H, W)");
        using var scope = NewDisposeScope();
        return Told(source, () =>
        {
            var counts = new ConceptCounts((int)activations.shape[1], (int)masks.shape[1], categories);
            var limits = tensor(thresholds, [1, thresholds.Length, 1, 1], activations.dtype, activations.device);
            var active = MapSampling.Bilinear(activations, masks.shape[2], masks.shape[3]).gt(limits);
            counts.Add(active, Truth(masks));
            return counts;
        });
    }

    /// <summary>The intersection over union of every unit and concept, (units, concepts); NaN where neither has a pixel.</summary>
    /// <exception cref="UserError">the category-conditional one, and no categories are known</exception>
    public static double[,] Iou(ConceptCounts counts, DissectionIou iou)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (iou == DissectionIou.Set)
            return counts.SetIou();
        return counts.HasCategories
            ? counts.CategoryConditionalIou()
            : throw new UserError("the category-conditional intersection over union needs the category of each concept; give them, or take the set's");
    }

    private static void CheckShape(Tensor array, string source, string wanted)
    {
        if (array.shape.Length != 4 || array.shape.Any(length => length == 0))
            throw new UserError($"{source}: its shape is ({string.Join(", ", array.shape)}), and {wanted}");
    }

    /// <summary>Boolean masks. A value between is somebody's probability, and NaN nobody's answer: neither says whether the concept is there.</summary>
    private static Tensor Truth(Tensor masks)
    {
        if (masks.dtype == ScalarType.Bool)
            return masks;
        var odd = masks.eq(0).logical_or(masks.eq(1)).logical_not().flatten();
        if (!odd.any().item<bool>())
            return masks.eq(1);
        var (first, shape) = (odd.to(ScalarType.Byte).argmax(0).item<long>(), masks.shape);
        var (column, row, map) = (first % shape[3], first / shape[3] % shape[2], first / (shape[3] * shape[2]));
        var value = ShortNumber.Of(masks.flatten().narrow(0, first, 1).to(ScalarType.Float64).item<double>());
        throw new ArgumentException($"concept {map % shape[1]} of image {map / shape[1]} is {value} in row {row}, column {column} (all counted from 0); a mask holds 1 where the concept is and 0 elsewhere");
    }

    /// <summary>What the metrics refuse, a person gave.</summary>
    internal static void Told(string what, Action measure) => Told(what, () =>
    {
        measure();
        return true;
    });

    /// <inheritdoc cref="Told(string, Action)"/>
    internal static T Told<T>(string what, Func<T> measure)
    {
        try
        {
            return measure();
        }
        catch (ArgumentException error)
        {
            throw new UserError($"{what}: {error.Message.Split(" (Parameter", 2)[0]}", error);
        }
    }
}
