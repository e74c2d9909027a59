namespace VizBench.Data.ConceptWorld;

/// <summary>
/// The basic colour name of an 8-bit sRGB colour: a fixed rule on whole numbers, so that the name of a pixel is never a
/// matter of rounding. It sees the upper five bits of each channel, which makes it a table of 32³ entries.
/// </summary>
public static class ColorNaming
{
    private static readonly byte[] Table = BuildTable();

    /// <returns>1-based into <see cref="WorldVocabulary.Colors"/></returns>
    public static byte Name(byte red, byte green, byte blue) => Table[((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3)];

    /// <summary>A colour that nobody would name otherwise.</summary>
    /// <param name="color">1-based into <see cref="WorldVocabulary.Colors"/></param>
    public static (byte R, byte G, byte B) Typical(int color) => (BasicColor)color switch
    {
        BasicColor.Black => (0x10, 0x10, 0x10),
        BasicColor.White => (0xfc, 0xfc, 0xfc),
        BasicColor.Grey => (0x60, 0x60, 0x60),
        BasicColor.Red => (0xdc, 0x1e, 0x1e),
        BasicColor.Orange => (0xf0, 0x8c, 0x14),
        BasicColor.Yellow => (0xfa, 0xe1, 0x28),
        BasicColor.Green => (0x28, 0x96, 0x32),
        BasicColor.Blue => (0x28, 0x50, 0xd2),
        BasicColor.Purple => (0x82, 0x32, 0xaa),
        BasicColor.Pink => (0xff, 0xaa, 0xbe),
        BasicColor.Brown => (0x78, 0x48, 0x1e),
        _ => throw new ArgumentOutOfRangeException(nameof(color), color, "there is no such colour"),
    };

    private static byte[] BuildTable()
    {
        var table = new byte[1 << 15];
        for (var i = 0; i < table.Length; i++)
            table[i] = (byte)Rule(Centre(i >> 10), Centre((i >> 5) & 31), Centre(i & 31));
        return table;

        static int Centre(int fiveBits) => 8 * fiveBits + 4;
    }

    private static BasicColor Rule(int red, int green, int blue)
    {
        var value = Math.Max(red, Math.Max(green, blue));
        var chroma = value - Math.Min(red, Math.Min(green, blue));
        if (value < 44)
            return BasicColor.Black;
        var saturation = 100 * chroma / value; // per cent
        if (saturation < 14 || chroma < 20)
            return value >= 205 ? BasicColor.White : value < 60 ? BasicColor.Black : BasicColor.Grey;
        var hue = Hue(red, green, blue, value, chroma);
        return hue switch
        {
            < 16 or >= 345 => Reddish(hue, value, saturation),
            < 43 => Orangeish(hue, value, saturation),
            < 68 => Yellowish(hue, value, saturation),
            < 168 => BasicColor.Green,
            < 255 => BasicColor.Blue,
            < 300 => BasicColor.Purple,
            _ => value < 120 ? BasicColor.Purple : BasicColor.Pink,
        };
    }

    private static BasicColor Reddish(int hue, int value, int saturation)
    {
        if (value >= 180 && saturation < 52)
            return BasicColor.Pink;
        return saturation < 50 || (value < 110 && hue < 16) ? BasicColor.Brown : BasicColor.Red;
    }

    private static BasicColor Orangeish(int hue, int value, int saturation)
    {
        if (value >= 205)
        {
            return saturation switch
            {
                < 30 => BasicColor.White,
                < 46 => hue < 30 ? BasicColor.Pink : BasicColor.Yellow,
                _ => BasicColor.Orange,
            };
        }

        return value >= 185 && saturation >= 60 ? BasicColor.Orange : BasicColor.Brown;
    }

    private static BasicColor Yellowish(int hue, int value, int saturation)
    {
        if (value < 150)
            return hue < 54 ? BasicColor.Brown : BasicColor.Green;
        return saturation >= 30 ? BasicColor.Yellow : value >= 200 ? BasicColor.White : BasicColor.Grey;
    }

    // Degrees of the colour hexagon, 0 .. 359.
    private static int Hue(int red, int green, int blue, int value, int chroma)
    {
        var sixths = value == red ? 60 * (green - blue) / chroma
            : value == green ? 120 + 60 * (blue - red) / chroma
            : 240 + 60 * (red - green) / chroma;
        return (sixths + 360) % 360;
    }
}
