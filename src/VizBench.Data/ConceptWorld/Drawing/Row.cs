namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>
/// A run of pixels on a surface: the surface coordinates of its first pixel and their steps, in texels (1/256 of the
/// picture's side at usual fineness) times 65536.
/// </summary>
internal readonly ref struct Row(int u, int v, int stepU, int stepV, int pixel)
{
    public readonly int U = u;
    public readonly int V = v;
    public readonly int StepU = stepU;
    public readonly int StepV = stepV;

    /// <summary>The size of a pixel on the surface, texels times 65536: structure is softened over this much.</summary>
    public readonly int Pixel = pixel;
}
