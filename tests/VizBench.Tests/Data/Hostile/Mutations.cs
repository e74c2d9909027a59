using NUnit.Framework;
using VizBench.Randomness;

namespace VizBench.Tests.Data.Hostile;

/// <summary>Seeded mutations of valid files: a reader succeeds or throws <see cref="FileError"/>, nothing else.</summary>
internal static class Mutations
{
    /// <param name="reader">names the stream of random numbers</param>
    /// <param name="seeds">valid files</param>
    /// <param name="count">how many mutants</param>
    /// <param name="read">the reader</param>
    public static void OnlyFileErrors(string reader, byte[][] seeds, int count, Action<byte[]> read)
    {
        var stream = new StreamKey(1, "fuzz", reader).Open();
        var refused = 0;
        for (var i = 0; i < count; i++)
        {
            var mutant = Mutant(seeds[stream.NextInt(seeds.Length)], stream.At(i));
            try
            {
                read(mutant);
            }
            catch (FileError)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"mutant {i}: {e.GetType().Name}: {e.Message}; bytes {Convert.ToHexString(mutant)}");
            }
        }

        Assert.That(refused, Is.GreaterThan(count / 20), "mutants refused");
    }

    /// <summary>One to three edits: a flipped bit, another byte, a part removed or doubled, or one that the format's own tests name.</summary>
    /// <param name="edits">told the bytes and a place in them</param>
    public static List<byte> Edited(byte[] valid, RandomStream random, params Action<List<byte>, int>[] edits)
    {
        var bytes = valid.ToList();
        for (var left = 1 + random.NextInt(3); left > 0 && bytes.Count > 0; left--)
        {
            var at = random.NextInt(bytes.Count);
            switch (random.NextInt(4 + edits.Length))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.NextInt(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.NextInt(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.NextInt(1, 8), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.Slice(at, Math.Min(random.NextInt(1, 40), bytes.Count - at)));
                    break;
                case var own:
                    edits[own - 4](bytes, at);
                    break;
            }
        }

        return bytes;
    }

    private static byte[] Mutant(byte[] seed, RandomStream stream)
    {
        var bytes = seed.ToList();
        for (var edits = 1 + stream.NextInt(4); edits > 0 && bytes.Count > 0; edits--)
        {
            var at = stream.NextInt(bytes.Count);
            var length = Math.Min(1 + stream.NextInt(8), bytes.Count - at);
            switch (stream.NextInt(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << stream.NextInt(8));
                    break;
                case 1:
                    bytes[at] = (byte)stream.NextInt(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(stream.NextInt(bytes.Count - length + 1), length));
                    break;
                case 4:
                    for (var k = 0; k < length; k++)
                        bytes[at + k] = 255;
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
