using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;
using VizBench.Methods.Deconvolution;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>
/// What excites the units of a layer: of each unit the strongest images, cropped to what it sees there, beside the DeconvNet
/// projection of that one activation. Zeiler and Fergus 2014, figure 2.
/// </summary>
public static class FeatureSheet
{
    private const int CellSize = 66;

    /// <summary>A row of crops and under it a row of projections for each unit.</summary>
    /// <param name="units">which channels</param>
    /// <param name="found">of these units, what <see cref="TopActivations"/> found</param>
    /// <exception cref="UserError">DeconvNet can't be applied to the network</exception>
    public static RgbImage Of(
        Network network, string layer, IWorldSource source, IReadOnlyList<long> units, IReadOnlyList<IReadOnlyList<TopActivation>> found, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(units);
        var field = ReceptiveFields.Of(network.Architecture)[network.Architecture.LayerNamed(layer).Name];
        var rows = new List<IReadOnlyList<SheetCell>>();
        var headers = new List<string>();
        for (var i = 0; i < units.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var crops = found[i].Select(top => (Picture: source.Draw(top.Image).Image, Top: top)).ToArray();
            rows.Add([.. crops.Select(crop => Cell(FieldCrop.Of(crop.Picture, field, crop.Top.Y, crop.Top.X)))]);
            rows.Add([.. crops.Select(crop => Cell(Projection(network, layer, units[i], crop.Picture, crop.Top, field, source.Size)))]);
            headers.AddRange([$"unit {units[i]}", ""]);
        }

        return new ContactSheet { Title = $"{network.Name} · {layer}", RowHeaders = headers, Rows = rows }.Render();
    }

    /// <summary>The one activation carried back to the pixels that it sees, around mid-grey.</summary>
    private static RgbImage Projection(Network network, string layer, long unit, RgbImage picture, TopActivation top, ReceptiveField field, int size)
    {
        using var scope = NewDisposeScope();
        var probe = new Probe
        {
            Network = network,
            Input = InputTensors.FromPicture(picture, network.Architecture.Preprocessing with { Resize = size }, network.dtype, network.device),
            Layer = layer,
            Units = [network.Architecture.ShapeOf(layer).Length > 1 ? new Unit(unit, top.Y, top.X) : new Unit(unit)],
        };
        var projected = TensorArrays.ToNdArray(new DeconvNet { Seed = DeconvSeed.StrongestPosition }.RunChecked(probe).Value.select(0, 0));
        projected = FieldCrop.Of(projected, field, top.Y, top.X);
        return ResultPicture.Of(new ResultView(ResultKind.Projection, projected.ToDoubles(), projected.Shape, network.Architecture, null));
    }

    private static SheetCell Cell(RgbImage picture) => new(Upscale.ToFit(picture, CellSize));
}
