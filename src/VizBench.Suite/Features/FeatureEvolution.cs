using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>
/// How units came about: at each moment of a training the one image that excites a unit most, cropped to what it sees, and the
/// DeconvNet projection of that activation. Zeiler and Fergus 2014, figure 4; a sudden change is another image taking over.
/// </summary>
public static class FeatureEvolution
{
    /// <summary>A column for each moment, two rows for each unit.</summary>
    /// <param name="moments">the same layers, in the order of the training</param>
    /// <param name="names">of the moments</param>
    /// <param name="found">for each moment what <see cref="TopActivations"/> found for all units</param>
    /// <exception cref="UserError">DeconvNet can't be applied to a network</exception>
    public static RgbImage Sheet(
        IReadOnlyList<Network> moments, IReadOnlyList<string> names, string layer, PictureSequence source, IReadOnlyList<long> units,
        IReadOnlyList<IReadOnlyList<IReadOnlyList<TopActivation>>> found, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(found);
        var rows = new List<IReadOnlyList<SheetCell>>();
        var headers = new List<string>();
        foreach (var unit in units)
        {
            var (crops, projections) = (new List<SheetCell>(), new List<SheetCell>());
            for (var moment = 0; moment < moments.Count; moment++)
            {
                cancellation.ThrowIfCancellationRequested();
                var strongest = found[moment][(int)unit][0];
                crops.Add(UnitPicture.Crop(moments[moment], layer, source.Seen(moments[moment], strongest.Image), strongest));
                projections.Add(UnitPicture.Projection(moments[moment], layer, unit, source, strongest));
            }

            rows.AddRange([crops, projections]);
            headers.AddRange([$"unit {unit}", ""]);
        }

        return new ContactSheet { Title = layer, ColumnHeaders = names, RowHeaders = headers, Rows = rows }.Render();
    }
}
