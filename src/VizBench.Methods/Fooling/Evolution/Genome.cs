using VizBench.Randomness;

namespace VizBench.Methods.Fooling;

/// <summary>What is bred: it paints a picture, and has children.</summary>
internal abstract class Genome
{
    /// <summary>Colours as 0 … 255, (C, H, W) row by row.</summary>
    internal abstract byte[] Paint(int height, int width);

    /// <summary>A changed copy.</summary>
    /// <param name="other">a second parent; an encoding without crossover passes it over</param>
    /// <param name="generation">from 0</param>
    internal abstract Genome Child(Genome other, int generation, RandomStream stream);
}
