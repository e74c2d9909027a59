namespace VizBench.Data.Rendering;

/// <summary>Colours that tell labels apart: successive numbers lie far from each other on the hexagon of hues.</summary>
public static class LabelColours
{
    // A hue is 0 .. 1535, six times 256. The golden section spreads any number of them evenly.
    private const int Hues = 1536;
    private const int GoldenStep = 949;
    private const int Pastel = 96;

    /// <summary>The colour of a label; every second one is paler.</summary>
    /// <param name="label">from 1</param>
    public static (byte R, byte G, byte B) Of(int label)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(label);
        var hue = (int)((long)label * GoldenStep % Hues);
        var paler = label % 2 == 0 ? Pastel : 0;
        return (Channel(Math.Abs(hue - 768) - 256), Channel(512 - Math.Abs(hue - 512)), Channel(512 - Math.Abs(hue - 1024)));

        byte Channel(int value) => (byte)(paler + Math.Clamp(value, 0, 255) * (255 - paler) / 255);
    }
}
