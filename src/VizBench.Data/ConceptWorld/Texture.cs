namespace VizBench.Data.ConceptWorld;

/// <summary>Two-coloured patterns printed on a surface (folder Textures).</summary>
internal enum Texture : byte
{
    None,
    HorizontalStripes, VerticalStripes, DiagonalStripes, Dots, Checks, Zigzag, Rings, Waves, Grid, Grain,
}
