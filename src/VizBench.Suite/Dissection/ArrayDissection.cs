using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>Network dissection of given activations and masks, whoever made them.</summary>
public static class ArrayDissection
{
    /// <summary>The threshold of each unit (<see cref="UnitThresholds"/>).</summary>
    /// <param name="activations">(N, units, h, w), raw</param>
    /// <exception cref="UserError">another shape, a share that can't be, or values that are no finite numbers</exception>
    public static double[] Thresholds(Tensor activations, double quantile)
    {
        ArgumentNullException.ThrowIfNull(activations);
        var shape = activations.shape;
        if (shape.Length != 4 || shape.Any(length => length == 0))
            throw new UserError($"activations of shape ({string.Join(", ", shape)}) are not maps; give (N, units, h, w)");
        return Told("activations", () =>
        {
            var thresholds = new UnitThresholds(shape[1], shape[0] * shape[2] * shape[3], quantile);
            thresholds.Add(activations);
            return thresholds.Values();
        });
    }

    /// <summary>The intersection over union of every unit and concept, (units, concepts); maps are enlarged bilinearly. NaN where neither has a pixel.</summary>
    /// <param name="activations">(N, units, h, w), raw</param>
    /// <param name="thresholds">one for each unit</param>
    /// <param name="masks">(N, concepts, H, W): true or above 0 where the concept is</param>
    /// <param name="categories">the category of each concept; needed for the category-conditional one</param>
    /// <exception cref="UserError">shapes that don't go together, or no categories where they are needed</exception>
    public static double[,] Iou(Tensor activations, double[] thresholds, Tensor masks, DissectionIou iou, IReadOnlyList<int>? categories)
    {
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(thresholds);
        ArgumentNullException.ThrowIfNull(masks);
        if (masks.shape.Length != 4 || masks.shape.Any(length => length == 0))
            throw new UserError($"masks of shape ({string.Join(", ", masks.shape)}) are no masks of concepts; give (N, concepts, H, W)");
        if (iou == DissectionIou.CategoryConditional && categories is null)
            throw new UserError("the category-conditional intersection over union needs the category of each concept; give them, or take the set's");
        using var scope = NewDisposeScope();
        return Told("masks", () =>
        {
            var counts = new ConceptCounts((int)activations.shape[1], (int)masks.shape[1], categories);
            var limits = tensor(thresholds, [1, thresholds.Length, 1, 1], activations.dtype, activations.device);
            var active = MapSampling.Bilinear(activations, masks.shape[2], masks.shape[3]).gt(limits);
            counts.Add(active, masks.dtype == ScalarType.Bool ? masks : masks.gt(0));
            return IouOf(counts, iou);
        });
    }

    internal static double[,] IouOf(ConceptCounts counts, DissectionIou iou) => iou == DissectionIou.Set ? counts.SetIou() : counts.CategoryConditionalIou();

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
