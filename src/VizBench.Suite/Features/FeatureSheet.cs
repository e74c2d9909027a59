using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>
/// What excites the units of a layer: of each unit the strongest images, cropped to what it sees there, beside the DeconvNet
/// projection of that one activation. Zeiler and Fergus 2014, figure 2.
/// </summary>
public static class FeatureSheet
{
    /// <summary>A row of crops and under it a row of projections for each unit.</summary>
    /// <param name="units">which channels</param>
    /// <param name="found">of these units, what <see cref="TopActivations"/> found</param>
    /// <exception cref="UserError">DeconvNet can't be applied to the network</exception>
    public static RgbImage Of(
        Network network, string layer, PictureSequence source, IReadOnlyList<long> units, IReadOnlyList<IReadOnlyList<TopActivation>> found, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(found);
        var rows = new List<IReadOnlyList<SheetCell>>();
        var headers = new List<string>();
        for (var i = 0; i < units.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add([.. found[i].Select(top => UnitPicture.Crop(network, layer, source.Seen(network, top.Image), top))]);
            rows.Add([.. found[i].Select(top => UnitPicture.Projection(network, layer, units[i], source, top))]);
            headers.AddRange([$"unit {units[i]}", ""]);
        }

        return new ContactSheet { Title = $"{network.Name} · {layer}", RowHeaders = headers, Rows = rows }.Render();
    }
}
