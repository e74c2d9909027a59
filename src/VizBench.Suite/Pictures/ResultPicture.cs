using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A result's rendering, by its kind, at its own resolution. The raw tensor is the truth; this is for eyes.</summary>
public static class ResultPicture
{
    public const int ChannelsShown = 16;

    /// <param name="channels">how many channels of an activation are shown</param>
    public static RgbImage Of(ResultView view, int channels = ChannelsShown) => view.Kind switch
    {
        ResultKind.SignedAttribution => OfMap(view, (v, h, w) => SignedMap.Render(v, h, w).Picture),
        ResultKind.UnsignedAttribution => OfMap(view, (v, h, w) => UnsignedMap.Render(v, h, w).Picture),
        ResultKind.ClassActivationMap => OfMap(view, (v, h, w) => SignedMap.Render(v, h, w).Picture),
        ResultKind.Projection => PictureOf.Centred(ColouredAs(view)),
        ResultKind.Image => PictureOf.Normalized(
            new PlanarImage((int)view.Shape[0], (int)view.Shape[1], (int)view.Shape[2], view.Values), view.Normalization),
        _ when view.Shape.Length == 3 => ChannelGrid.Of(view.Values, view.Shape, channels),
        _ => BarPicture.Of(view),
    };

    /// <summary>The channels of a signal at the input in the order red, green, blue.</summary>
    private static PlanarImage ColouredAs(ResultView view)
    {
        var (height, width) = ((int)view.Shape[1], (int)view.Shape[2]);
        var values = view.Architecture.Preprocessing.BlueFirst ? [.. view.Values.Chunk(height * width).Reverse().SelectMany(plane => plane)] : view.Values;
        return new PlanarImage((int)view.Shape[0], height, width, values);
    }

    private static RgbImage OfMap(ResultView view, Func<double[], int, int, RgbImage> render)
    {
        var map = view.Map;
        return render(map.Values, map.Height, map.Width);
    }
}
