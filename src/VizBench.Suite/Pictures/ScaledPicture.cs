using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A result's rendering with what its colors mean.</summary>
/// <param name="Scale">null: its colors stand for no values (a picture, a projection, bars)</param>
public sealed record ScaledPicture(RgbImage Picture, ColorScale? Scale)
{
    /// <summary>The result as <see cref="ResultPicture"/> shows it.</summary>
    public static ScaledPicture Of(ResultView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new ScaledPicture(ResultPicture.Of(view), ScaleOf(view));
    }

    /// <summary>An attribution as heat over the picture that it explains, in that picture's size.</summary>
    /// <param name="background">what the network saw</param>
    public static ScaledPicture Over(RgbImage background, ResultView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var map = AttributionMap.Of(view.Values, view.Shape);
        var signed = view.Kind.IsSigned();
        var rendered = Overlay.Render(background, map.Values, map.Height, map.Width, new OverlayOptions { Signed = signed });
        return new ScaledPicture(rendered.Picture, new ColorScale(rendered.Low, rendered.High, share => Overlay.Heat(signed ? 2 * share - 1 : share, signed)));
    }

    /// <summary>The picture with its scale below it; the picture alone where it has none.</summary>
    public RgbImage WithBar() => Scale is null ? Picture : ColorBar.Below(Picture, Scale, SheetStyle.Light);

    /// <summary>What the colors of <see cref="ResultPicture"/> mean; null: no values.</summary>
    internal static ColorScale? ScaleOf(ResultView view)
    {
        switch (view.Kind)
        {
            case ResultKind.SignedAttribution or ResultKind.ClassActivationMap:
            case ResultKind.Projection when !PlanarImage.CanShow((int)view.Shape[0]):
                return Signed(SignedMap.ScaleOf(view.Map.Values));
            case ResultKind.UnsignedAttribution:
                var rendered = UnsignedMap.Render(view.Map.Values, view.Map.Height, view.Map.Width);
                return new ColorScale(rendered.Low, rendered.High, ColourMap.Ember.At);
            // As ChannelGrid shows them.
            case ResultKind.Activations when view.Shape.Length == 3:
                var shown = view.Values[..(int)(Math.Min(view.Shape[0], ResultPicture.ChannelsShown) * view.Shape[1] * view.Shape[2])];
                var scale = SignedMap.ScaleOf(shown);
                return shown.Any(value => value < 0) ? Signed(scale) : new ColorScale(0, scale, ColourMap.Ember.At);
            default:
                return null;
        }
    }

    private static ColorScale Signed(double scale) => new(-scale, scale, ColourMap.BlueRed.At);
}
