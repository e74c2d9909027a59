namespace VizBench.Randomness;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
/// A pure function of counter and key: equal numbers on every machine, in any order.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9; // golden ratio
    private const uint Weyl1 = 0xBB67AE85; // sqrt(3) - 1

    /// <summary>The 128 random bits that belong to a 128-bit counter under a 64-bit key.</summary>
    public static PhiloxBlock Block(PhiloxBlock counter, uint key0, uint key1)
    {
        var (x0, x1, x2, x3) = (counter.X0, counter.X1, counter.X2, counter.X3);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * x0;
            var product1 = (ulong)Multiplier1 * x2;
            (x0, x1, x2, x3) = (
                (uint)(product1 >> 32) ^ x1 ^ key0,
                (uint)product1,
                (uint)(product0 >> 32) ^ x3 ^ key1,
                (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return new PhiloxBlock(x0, x1, x2, x3);
    }
}

/// <summary>Four 32-bit words: a counter, or the random bits that belong to it.</summary>
public readonly record struct PhiloxBlock(uint X0, uint X1, uint X2, uint X3);
