using VizBench.Data.ConceptWorld;
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
        Network network, string layer, IWorldSource source, IReadOnlyList<long> units, IReadOnlyList<IReadOnlyList<TopActivation>> found, CancellationToken cancellation = default)
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
            var seen = found[i].Select(top => (Picture: source.Draw(top.Image).Image, Top: top)).ToArray();
            rows.Add([.. seen.Select(one => UnitPicture.Crop(network, layer, one.Picture, one.Top))]);
            rows.Add([.. seen.Select(one => UnitPicture.Projection(network, layer, units[i], one.Picture, one.Top))]);
            headers.AddRange([$"unit {units[i]}", ""]);
        }

        return new ContactSheet { Title = $"{network.Name} · {layer}", RowHeaders = headers, Rows = rows }.Render();
    }
}
