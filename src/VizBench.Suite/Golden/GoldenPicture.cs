using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>
/// A golden's picture: the rendering of a run, made small. Maps are shown in steps of 1/63 of their scale, so that a palette
/// holds their colours (<see cref="IndexedPng"/>), and of an activation only the first channels.
/// </summary>
internal static class GoldenPicture
{
    private const int Channels = 4;
    private const double Steps = 63;

    internal static RgbImage Of(ResultView view)
    {
        if (!view.Kind.IsAttribution() || view.Kind == ResultKind.Projection)
            return ResultPicture.Of(view, Channels);
        var map = view.Map;
        var scale = SignedMap.ScaleOf(map.Values);
        var stepped = scale > 0 ? Array.ConvertAll(map.Values, v => Math.Round(v / scale * Steps) / Steps * scale) : map.Values;
        return view.Kind.IsSigned()
            ? SignedMap.Render(stepped, map.Height, map.Width, new SignedMapOptions { Scale = scale }).Picture
            : UnsignedMap.Render(stepped, map.Height, map.Width, new UnsignedMapOptions { High = scale }).Picture;
    }
}
