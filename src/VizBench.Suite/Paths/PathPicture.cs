using System.Globalization;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>
/// A path graph as a picture: layers from the input at the left to the class at the right, each strong unit with the relevance
/// that went through it and the picture that excites it most, its share of the relevance under it, and bands for the flows.
/// </summary>
public sealed class PathPicture
{
    private const int Cell = 64;
    private const int NodeWidth = 2 * Cell + 2;
    private const int ColumnStep = NodeWidth + 110;
    private const int RowStep = Cell + 34;
    private const int Margin = 16;
    private const int Head = 64;
    private const double ThickestBand = 26;

    private static readonly (byte, byte, byte) s_paper = (255, 255, 255);
    private static readonly (byte, byte, byte) s_ink = (32, 32, 32);
    private static readonly (byte, byte, byte) s_frame = (160, 160, 160);
    private static readonly (byte, byte, byte) s_others = (226, 226, 226);
    private static readonly (byte, byte, byte) s_for = (200, 80, 60);
    private static readonly (byte, byte, byte) s_against = (60, 110, 190);

    private readonly PathTracing _tracing;
    private readonly double _whole;
    private readonly Dictionary<(string Layer, long? Unit), (int Left, int Top, int Width)> _places = [];

    private PathPicture(PathTracing tracing) => (_tracing, _whole) = (tracing, tracing.Graph.Layers[^1].Total);

    /// <param name="title">the network and the input</param>
    /// <param name="input">what the network saw</param>
    /// <param name="className">of the target</param>
    public static RgbImage Of(PathTracing tracing, string title, RgbImage input, string className)
    {
        ArgumentNullException.ThrowIfNull(tracing);
        return new PathPicture(tracing).Draw(title, input, className);
    }

    private RgbImage Draw(string title, RgbImage input, string className)
    {
        var layers = _tracing.Graph.Layers;
        var rows = layers.Max(layer => layer.Nodes.Count);
        var image = Canvas.New(2 * Margin + Cell + 40 + (layers.Count - 1) * ColumnStep + Cell + 20, Head + rows * RowStep + Margin, s_paper);
        BitmapFont.Draw(image, title, Margin, Margin, s_ink, 2);
        for (var column = 0; column < layers.Count; column++)
            Place(layers[column], column, rows);
        foreach (var flow in _tracing.Graph.Flows.OrderBy(flow => Math.Abs(flow.Amount)))
            DrawFlow(image, flow);
        var middle = Head + (rows * RowStep - Cell) / 2;
        Framed(image, Scaled(input), Margin, middle);
        BitmapFont.Draw(image, "input", Margin, middle - 14, s_ink);
        foreach (var layer in layers.SkipLast(1))
            DrawLayer(image, layer);
        var (left, top, _) = _places[(layers[^1].Layer, layers[^1].Nodes[0].Unit)];
        BitmapFont.Draw(image, className, left + 4, top + Cell / 2 - 4, s_ink, 1);
        return image;
    }

    private void Place(FlowLayer layer, int column, int rows)
    {
        var start = Head + (rows - layer.Nodes.Count) * RowStep / 2;
        for (var row = 0; row < layer.Nodes.Count; row++)
            _places[(layer.Layer, layer.Nodes[row].Unit)] = (Margin + Cell + 40 + column * ColumnStep, start + row * RowStep, column == _tracing.Graph.Layers.Count - 1 ? Cell : NodeWidth);
    }

    private void DrawFlow(RgbImage image, Flow flow)
    {
        // Where every unit of a layer stands by itself there are no others, and nothing comes from them.
        if (!_places.TryGetValue((flow.ToLayer, flow.ToUnit), out var lower) || !_places.TryGetValue((flow.FromLayer, flow.FromUnit), out var upper))
            return;
        // By the root of the share: one unit of a hundred would not be seen beside all others together.
        var thickness = Math.Sqrt(Math.Min(1, Math.Abs(flow.Amount / _whole))) * ThickestBand;
        FlowBand.Draw(
            image, (lower.Left + lower.Width, lower.Top + Cell / 2), (upper.Left, upper.Top + Cell / 2), thickness, flow.Amount * _whole >= 0 ? s_for : s_against);
    }

    private void DrawLayer(RgbImage image, FlowLayer layer)
    {
        var (columnLeft, firstTop, _) = _places[(layer.Layer, layer.Nodes[0].Unit)];
        BitmapFont.Draw(image, layer.Layer, columnLeft, firstTop - 14, s_ink);
        foreach (var node in layer.Nodes)
        {
            var (left, top, width) = _places[(layer.Layer, node.Unit)];
            if (node.Unit is { } unit)
            {
                var found = _tracing.Units.First(candidate => candidate.Unit == unit && string.Equals(candidate.Layer, layer.Layer, StringComparison.Ordinal));
                Framed(image, Scaled(found.Relevance), left, top);
                Framed(image, found.References.Count > 0 ? Scaled(found.References[0]) : Canvas.New(Cell, Cell, s_others), left + Cell + 2, top);
            }
            else
            {
                Canvas.Fill(image, left, top + Cell / 4, width, Cell / 2, s_others);
                BitmapFont.Draw(image, "all others", left + 6, top + Cell / 2 - 4, s_ink);
            }

            var share = (node.Amount / _whole).ToString("0 %", CultureInfo.InvariantCulture);
            BitmapFont.Draw(image, node.Unit is { } number ? $"unit {number} · {share}" : share, left, node.Unit is null ? top + Cell * 3 / 4 + 4 : top + Cell + 4, s_ink);
        }
    }

    private static void Framed(RgbImage image, RgbImage picture, int left, int top)
    {
        Canvas.Fill(image, left - 1, top - 1, Cell + 2, Cell + 2, s_frame);
        Canvas.Fill(image, left, top, Cell, Cell, s_paper);
        Canvas.Paste(image, picture, left + (Cell - picture.Width) / 2, top + (Cell - picture.Height) / 2);
    }

    private static RgbImage Scaled(RgbImage picture)
    {
        var fit = Upscale.ToFit(picture, Cell);
        return fit.Width <= Cell && fit.Height <= Cell ? fit : Resize.To(PlanarImage.FromRgb(picture), Cell, Cell).ToRgb();
    }
}
