using System.Globalization;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A result's rendering, by its kind, at its own resolution. The raw tensor is the truth; this is for eyes.</summary>
public static class ResultPicture
{
    public const int ChannelsShown = 16;

    private const int SmallestSide = 48;

    /// <param name="channels">how many channels of an activation are shown</param>
    public static RgbImage Of(ResultView view, int channels = ChannelsShown) => view.Kind switch
    {
        ResultKind.SignedAttribution => OfMap(view, (v, h, w) => SignedMap.Render(v, h, w).Picture),
        ResultKind.UnsignedAttribution => OfMap(view, (v, h, w) => UnsignedMap.Render(v, h, w).Picture),
        ResultKind.ClassActivationMap => OfMap(view, (v, h, w) => SignedMap.Render(v, h, w).Picture),
        // A signal in channels that are no colors is shown as other attributions are.
        ResultKind.Projection when !PlanarImage.CanShow((int)view.Shape[0]) => OfMap(view, (v, h, w) => SignedMap.Render(v, h, w).Picture),
        ResultKind.Projection => PictureOf.Centred(ColouredAs(view)),
        ResultKind.Image when HasChannelCells(view.Kind, view.Shape) => ContactSheet.Of(ChannelCells(view), Columns((int)view.Shape[0])).Render(),
        ResultKind.Image => PictureOf.Normalized(
            new PlanarImage((int)view.Shape[0], (int)view.Shape[1], (int)view.Shape[2], view.Values), view.Normalization),
        _ when view.Shape.Length == 3 => ChannelGrid.Of(view.Values, view.Shape, channels),
        _ => BarPicture.Of(view),
    };

    /// <summary>Whether a result is a picture of channels that are no colors: it is then shown channel by channel.</summary>
    public static bool HasChannelCells(ResultKind kind, long[] shape) => kind == ResultKind.Image && !PlanarImage.CanShow((int)shape[0]);

    /// <summary>Each channel of an optimized picture by itself, grey, black 0 and white 1 as colors have it, under its number.</summary>
    /// <param name="view">of (C, H, W) in the network's units</param>
    public static IEnumerable<SheetCell> ChannelCells(ResultView view, string prefix = "")
    {
        var picture = view.Normalization.ToPicture(new PlanarImage((int)view.Shape[0], (int)view.Shape[1], (int)view.Shape[2], view.Values));
        return Enumerable.Range(0, picture.Channels).Select(channel =>
            new SheetCell(Visible(new PlanarImage(1, picture.Height, picture.Width, picture.Channel(channel).ToArray()).ToRgb()), string.Create(CultureInfo.InvariantCulture, $"{prefix}ch {channel}")));
    }

    /// <summary>Small maps are enlarged by a whole factor, so that a person can see their pixels.</summary>
    /// <param name="smallest">the shorter side that it has at least afterwards, pixels</param>
    public static RgbImage Visible(RgbImage picture, int smallest = SmallestSide)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var side = Math.Min(picture.Height, picture.Width);
        return side < smallest ? Upscale.Nearest(picture, (smallest + side - 1) / side) : picture;
    }

    private static int Columns(int cells) => (int)Math.Ceiling(Math.Sqrt(cells));

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
