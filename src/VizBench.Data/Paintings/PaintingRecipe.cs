using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.Paintings;

/// <summary>How one of the paintings is made. The picture's edges are at ±1000, as in <see cref="Sketch"/>.</summary>
internal abstract class PaintingRecipe(string name)
{
    /// <summary>Further out than any edge.</summary>
    protected const int Far = 1100;

    public string Name { get; } = name;

    public abstract void Draw(Sketch s);

    /// <summary>Paints all of the picture in one color (0xRRGGBB).</summary>
    protected static void Ground(Sketch s, int color) => s.Rectangle(-Far, -Far, Far, Far).Fill(Even(Rgb.Hex(color)));

    /// <summary>A flat color without light or surface.</summary>
    protected static Paint Even(Rgb color) => new(ConceptWorld.Material.None, color) { Volume = Volume.Even };

    /// <summary>The places of a square grid over the picture, each moved by up to a part of the spacing, in random order.</summary>
    protected static IEnumerable<(int X, int Y)> Scattered(Sketch s, int spacing, int most)
    {
        var places = new List<(int X, int Y)>();
        for (var y = -Far; y <= Far; y += spacing)
        {
            for (var x = -Far; x <= Far; x += spacing)
                places.Add((x + s.Int(-most, most), y + s.Int(-most, most)));
        }

        for (var i = places.Count - 1; i > 0; i--)
        {
            var j = s.Int(0, i);
            (places[i], places[j]) = (places[j], places[i]);
        }

        return places;
    }
}

/// <summary>A smooth random field over a painting.</summary>
/// <param name="s">whose dice choose the field</param>
/// <param name="fineness">1: its waves are as long as the picture; more: so many times shorter</param>
internal sealed class Field(Sketch s, int fineness)
{
    // 2000 units of the picture are 32 texels times the fineness.
    private const int TexelsPerUnit = 65536 * 32 / 2000;

    private readonly int _u = s.Int(0, 255) << 16;
    private readonly int _v = s.Int(0, 255) << 16;

    /// <summary>0 … 255; every value equally frequent over the field.</summary>
    public int At(int x, int y) => Noise.At(_u + x * TexelsPerUnit * fineness, _v + y * TexelsPerUnit * fineness);

    /// <summary>One of several colors, by the field's value.</summary>
    public int Choose(int x, int y, params ReadOnlySpan<int> colors) => colors[At(x, y) * colors.Length >> 8];
}
