using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>The table of textures: which code draws which. Each says how much of the second colour a pixel shows.</summary>
internal static class TexturePainter
{
    /// <param name="row">the pixels' place on the surface</param>
    /// <param name="frequency">of <see cref="Waveform.Frequency"/>: phase per surface coordinate</param>
    /// <param name="mix">share of the paint's second colour, 0 .. 256</param>
    public static void Fill(Texture texture, in Row row, uint frequency, Span<int> mix)
    {
        switch (texture)
        {
            case Texture.HorizontalStripes:
                HorizontalStripes.Fill(row, frequency, mix);
                break;
            case Texture.VerticalStripes:
                VerticalStripes.Fill(row, frequency, mix);
                break;
            case Texture.DiagonalStripes:
                DiagonalStripes.Fill(row, frequency, mix);
                break;
            case Texture.Dots:
                Dots.Fill(row, frequency, mix);
                break;
            case Texture.Checks:
                Checks.Fill(row, frequency, mix);
                break;
            case Texture.Zigzag:
                Zigzag.Fill(row, frequency, mix);
                break;
            case Texture.Rings:
                Rings.Fill(row, frequency, mix);
                break;
            case Texture.Waves:
                Waves.Fill(row, frequency, mix);
                break;
            case Texture.Grid:
                Grid.Fill(row, frequency, mix);
                break;
            case Texture.Grain:
                Grain.Fill(row, frequency, mix);
                break;
            default:
                break;
        }
    }
}
