namespace VizBench.Data.Rendering;

/// <summary>
/// Colours along a line, by linear interpolation between evenly spaced anchors. The anchors were chosen in OKLab, where equal
/// steps look equal, and are stated as 8-bit sRGB, so that no library's power function decides a pixel.
/// </summary>
public sealed class ColourMap
{
    private readonly (byte R, byte G, byte B)[] _anchors;

    private ColourMap((byte R, byte G, byte B)[] anchors) => _anchors = anchors;

    /// <summary>Dark to bright over violet, red and orange; lightness grows evenly, so it also reads in grey print.</summary>
    public static ColourMap Ember { get; } = new(
    [
        (6, 7, 13), (21, 8, 47), (44, 7, 69), (69, 4, 84), (96, 3, 92), (124, 4, 94),
        (151, 15, 91), (176, 33, 85), (197, 54, 77), (215, 78, 68), (228, 104, 62), (237, 130, 66),
        (242, 157, 82), (243, 183, 110), (244, 208, 145), (245, 230, 186), (250, 249, 238),
    ]);

    /// <summary>Blue over near-white to red: both arms have the same lightness at the same distance from the middle.</summary>
    public static ColourMap BlueRed { get; } = new(
    [
        (26, 59, 124), (30, 69, 139), (35, 80, 154), (40, 91, 170), (44, 103, 186), (49, 114, 201),
        (59, 127, 212), (71, 139, 222), (85, 152, 230), (100, 164, 236), (118, 177, 241), (137, 189, 244),
        (157, 201, 247), (178, 213, 248), (200, 224, 248), (222, 235, 247), (246, 246, 246),
        (249, 228, 220), (252, 211, 195), (253, 193, 171), (252, 175, 148), (250, 157, 127),
        (246, 139, 108), (240, 121, 90), (233, 104, 74), (224, 87, 60), (213, 71, 48), (201, 55, 38),
        (185, 45, 34), (169, 36, 31), (153, 26, 27), (137, 17, 24), (121, 5, 20),
    ]);

    /// <summary>The colour at t, clamped to 0..1.</summary>
    public (byte R, byte G, byte B) At(double t)
    {
        if (double.IsNaN(t))
            return NonFinite.Colour;
        var place = Math.Clamp(t, 0, 1) * (_anchors.Length - 1);
        var i = Math.Min((int)place, _anchors.Length - 2);
        var f = place - i;
        var (a, b) = (_anchors[i], _anchors[i + 1]);
        return (Mix(a.R, b.R, f), Mix(a.G, b.G, f), Mix(a.B, b.B, f));
    }

    private static byte Mix(byte a, byte b, double f) => (byte)Math.Round(a + (b - a) * f, MidpointRounding.ToEven);
}
