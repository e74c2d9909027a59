using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VizBench.Randomness;

/// <summary>
/// Names one stream of random numbers: (seed, case, purpose) choose Philox's key, (sample, step) a part of its counter.
/// Two streams that differ in any of the five are independent; none depends on what was drawn before.
/// </summary>
/// <param name="Seed">the suite's or the user's seed</param>
/// <param name="Case">what is computed, for example a case id or a dataset's name</param>
/// <param name="Purpose">what the numbers are for, for example "init" or "jitter"</param>
/// <param name="Sample">the sample, unit or image index; a batch is one stream per item, so that alone equals in a batch</param>
/// <param name="Step">the step of an iteration</param>
public readonly record struct StreamKey(long Seed, string Case, string Purpose, long Sample = 0, uint Step = 0)
{
    /// <summary>The stream at its beginning. Hashing the names costs about a microsecond: keep the stream where it is hot.</summary>
    public RandomStream Open()
    {
        // Length prefixes keep ("ab", "c") and ("a", "bc") apart.
        var text = $"vizbench-stream-1\n{Seed}\n{Case.Length}:{Case}\n{Purpose.Length}:{Purpose}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new RandomStream(
            BinaryPrimitives.ReadUInt32LittleEndian(hash),
            BinaryPrimitives.ReadUInt32LittleEndian(hash[4..]),
            Sample,
            Step);
    }
}
