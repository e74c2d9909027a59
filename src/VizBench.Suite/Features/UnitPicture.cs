using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;
using VizBench.Methods.Deconvolution;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>What a unit sees of a picture, and what DeconvNet carries back of its activation there.</summary>
internal static class UnitPicture
{
    private const int CellSize = 66;

    internal static ReceptiveField FieldOf(Network network, string layer) =>
        ReceptiveFields.Of(network.Architecture)[network.Architecture.LayerNamed(layer).Name];

    /// <summary>The part of the picture that the unit sees; what lies beyond the border is grey.</summary>
    internal static SheetCell Crop(Network network, string layer, RgbImage picture, TopActivation top) =>
        Cell(FieldCrop.Of(picture, FieldOf(network, layer), top.Y, top.X));

    /// <summary>The one activation carried back to the pixels that it sees, around mid-grey.</summary>
    /// <exception cref="UserError">DeconvNet can't be applied to the network</exception>
    internal static SheetCell Projection(Network network, string layer, long unit, PictureSequence source, TopActivation top)
    {
        using var scope = NewDisposeScope();
        var probe = new Probe
        {
            Network = network,
            Input = source.Input(network, top.Image, 1),
            Layer = layer,
            Units = [network.Architecture.ShapeOf(layer).Length > 1 ? new Unit(unit, top.Y, top.X) : new Unit(unit)],
        };
        // Where windows overlap, a neighbour with the same maximum and no signal would blot out the one signal there is.
        var projected = TensorArrays.ToNdArray(new DeconvNet { Seed = DeconvSeed.StrongestPosition, Overlap = Overlap.Sum }.RunChecked(probe).Value.select(0, 0));
        projected = FieldCrop.Of(projected, FieldOf(network, layer), top.Y, top.X);
        return Cell(ResultPicture.Of(new ResultView(ResultKind.Projection, projected.ToDoubles(), projected.Shape, network.Architecture, null)));
    }

    private static SheetCell Cell(RgbImage picture) => new(Upscale.ToFit(picture, CellSize));
}
