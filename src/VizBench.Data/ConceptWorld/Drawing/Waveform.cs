namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>Periodic functions of a 32-bit phase, whose overflow is a whole number of periods.</summary>
internal static class Waveform
{
    /// <summary>The factor that makes a phase of a surface coordinate.</summary>
    /// <param name="period">texels, 2 or more</param>
    public static uint Frequency(int period) => (uint)(65536 / period);

    /// <summary>0 at phase 0, 65535 at half a period, and back.</summary>
    public static int Triangle(uint phase)
    {
        var t = (int)(phase >> 15);
        return t < 65536 ? t : 131071 - t;
    }

    /// <summary>How steep an edge between two colours may be, so that it spans one pixel.</summary>
    public static int Sharpness(uint frequency, int pixel)
    {
        var wavePerPixel = Math.Max(1, (int)((long)frequency * pixel >> 15));
        return Math.Clamp(256 * 256 / wavePerPixel, 1, 4096);
    }

    /// <summary>0 .. 256: which side of a threshold a triangle wave is on, softly.</summary>
    public static int Step(int wave, int threshold, int sharpness) => Math.Clamp(128 + (((wave - threshold) * sharpness) >> 8), 0, 256);
}
