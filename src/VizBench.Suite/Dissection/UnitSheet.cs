using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>
/// A layer's detectors beside the images in which each is strongest, with the region where it is above its threshold outlined and the rest dimmed: the figure
/// of Bau et al. 2017. Of several units that detect one concept the best is shown.
/// </summary>
public static class UnitSheet
{
    private const int MostUnits = 16;

    /// <param name="report">of the dissection</param>
    /// <param name="found">the same, with the top images of each unit</param>
    /// <returns>a row for each detected concept, the highest IoU first, sixteen at most, which the title says; null where the layer has no detector</returns>
    /// <exception cref="UserError">a picture can't be read</exception>
    public static RgbImage? Of(Network network, ConceptDataset dataset, DissectionReport report, DissectedLayer found, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(found);
        DissectedUnit[] detected = [.. report.Units.Where(unit => unit.IsDetector && string.Equals(unit.Layer, found.Name, StringComparison.Ordinal))
            .OrderByDescending(unit => unit.Iou).ThenBy(unit => unit.Unit).DistinctBy(unit => unit.Concept)];
        if (detected.Length == 0)
            return null;
        DissectedUnit[] shown = [.. detected.Take(MostUnits)];
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var units = new LayerUnits(network, [found.Name], report.Settings);
        var rows = new List<IReadOnlyList<SheetCell>>();
        foreach (var unit in shown)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add([.. found.Top[unit.Unit].Select(image => new SheetCell(Outlined(units, dataset, unit, image)))]);
        }

        return new ContactSheet
        {
            Title = TitleOf(network.Name, found.Name, detected.Length),
            RowHeaders = [.. shown.Select(unit => FormattableString.Invariant($"{unit.Concept!.Name} ({unit.Concept.Category}) unit {unit.Unit} IoU {unit.Iou:0.00}"))],
            Rows = rows,
        }.Render();
    }

    internal static string TitleOf(string network, string layer, int detected) => FormattableString.Invariant(
        $"{network} · {layer}: {(detected > MostUnits ? $"{MostUnits} of " : "")}{Counted.Of(detected, "detected concept")}");

    private static RgbImage Outlined(LayerUnits units, ConceptDataset dataset, DissectedUnit unit, long image)
    {
        using var scope = NewDisposeScope();
        var picture = CellPicture.Sized(dataset.Seen(units.Network, image));
        var map = units.Maps(dataset.Input(units.Network, image, 1), CancellationToken.None)[0].narrow(1, unit.Unit, 1).squeeze(0);
        var active = units.Upsampled(0, map, picture.Height, picture.Width).gt(unit.Threshold).cpu().contiguous().data<bool>().ToArray();
        return MaskOutline.Render(picture, active);
    }
}
