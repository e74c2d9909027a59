namespace VizBench.Suite;

/// <summary>Which metrics stand together in a table, under which heading, and what a reader must know of them.</summary>
/// <param name="Metrics">name, column heading, and whether more is better (null: neither)</param>
internal sealed record TableGroup(string Title, string Note, IReadOnlyList<(string Name, string Heading, bool? HigherIsBetter)> Metrics)
{
    internal static IReadOnlyList<TableGroup> All { get; } =
    [
        new(
            "Attribution against the object’s mask",
            "Mean over inputs with a 95 % bootstrap interval (2,000 resamples, percentile). Maps of several channels are summed over them; high values count, so in a signed map evidence for the class. IoU and pointing use as many pixels as the mask has, and the single highest one; mass is of the map’s positive part.",
            [
                ("attribution-iou", "IoU", true), ("attribution-iou-magnitude", "IoU of |map|", true), ("pointing-game", "pointing", true),
                ("pixel-auc", "AUC of pixels", true), ("relevance-mass", "relevance mass", true),
            ]),
        new(
            "Smoothness of the maps",
            "Of the map divided by its greatest magnitude. Total variation is a sum over pixels (isotropic ones with β = 2); the high-frequency share is the part of the power above 0.25 cycles per pixel, the spectrum slope that of log power against log frequency (about −2 for natural images, 0 for white noise).",
            [
                ("high-frequency-share", "high-frequency share", null), ("spectrum-slope", "spectrum slope", null), ("tv-anisotropic-l1", "TV, anisotropic", null),
                ("tv-isotropic-trimmed", "TV, isotropic trimmed", null), ("tv-isotropic-replicate", "TV, isotropic replicated", null),
            ]),
        new(
            "Activations",
            "Of the layer’s own values; zeros is the share of exact zeros. Right and probability are of the predicted class, where the values are logits.",
            [
                ("right", "right", true), ("probability", "probability", null), ("min", "min", null), ("mean", "mean", null), ("max", "max", null), ("zeros", "zeros", null),
            ]),
    ];
}
