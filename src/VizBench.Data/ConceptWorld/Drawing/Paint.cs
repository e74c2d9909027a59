namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>How a surface looks: its material, its colours, a pattern printed on it, and how round it is.</summary>
internal sealed record Paint(Material Material, Rgb Base)
{
    public static readonly Rgb White = Rgb.Hex(0xffffff);

    /// <summary>The pattern's other colour, mortar between bricks, or the lower end of a fade.</summary>
    public Rgb Second { get; init; }

    public Texture Texture { get; init; }

    /// <summary>A pattern's period in 1/256 of the picture's side.</summary>
    public int Period { get; init; } = 24;

    public Volume Volume { get; init; } = Volume.Flat;

    /// <summary>Size of the material's structure: 256 is usual, 512 is twice as fine.</summary>
    public int Fineness { get; init; } = 256;

    /// <summary>0 .. 256; a translucent paint is light or shade on what lies under it, and labels nothing.</summary>
    public int Alpha { get; init; } = 256;

    /// <summary>Whether the colour runs from Base at the shape's top to Second at its bottom.</summary>
    public bool Fade { get; init; }

    public static Paint Gleam(int alpha) => new(Material.None, White) { Alpha = alpha, Volume = Volume.Even };

    public static Paint Shade(int alpha) => new(Material.None, Rgb.Hex(0x0a0c18)) { Alpha = alpha, Volume = Volume.Even };
}
