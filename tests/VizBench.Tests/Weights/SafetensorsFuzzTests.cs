using System.Text;
using NUnit.Framework;
using VizBench.Networks.Weights;
using VizBench.Randomness;
using VizBench.Tests.Data.Hostile;

namespace VizBench.Tests.Weights;

/// <summary>Mutations of a valid file: each is read, or refused by <see cref="FileError"/>; nothing else may happen.</summary>
public sealed class SafetensorsFuzzTests
{
    private const int Samples = 4000;
    private static readonly string[] s_tokens =
        ["0", "-1", "9223372036854775807", "18446744073709551615", "1e999", "{", "}", "[", "]", ",", "\"", "\\u0000", "\\ud800", "null", "\"dtype\"", "\"w\"", "F64", "é"];

    [Test]
    public void A_mutated_file_is_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        var key = new StreamKey(1, "safetensors", "fuzz").Open();
        var read = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var random = key.At(sample);
            var bytes = Mutated(SafetensorsBytes.Valid, random);
            try
            {
                ReadAll(folder.File("a", bytes));
                read++;
            }
            catch (FileError)
            {
                // The documented refusal.
            }
            catch (Exception e)
            {
                Assert.Fail($"sample {sample}: {e}\n{Convert.ToHexString(bytes)}");
            }
        }

        // Both outcomes must occur, or the mutations test nothing.
        Assert.That(read, Is.InRange(Samples / 50, Samples * 49 / 50));
    }

    private static void ReadAll(string path)
    {
        using var state = SafetensorsFile.Read(path);
        _ = state.NonFinite();
        foreach (var tensor in state)
            Assert.That(tensor.ToArray(), Has.Length.EqualTo(tensor.ByteCount));
    }

    private static byte[] Mutated(byte[] valid, RandomStream random)
    {
        var bytes = Mutations.Edited(
            valid,
            random,
            (edited, at) => edited.InsertRange(at, Encoding.UTF8.GetBytes(s_tokens[random.NextInt(s_tokens.Length)])),
            (edited, _) => edited[random.NextInt(Math.Min(8, edited.Count))] = (byte)random.NextInt(256));

        // Half of the time the header's length is made right again, so that the mutations reach the parser.
        if (random.NextInt(2) == 0 && bytes.Count >= 8 + SafetensorsBytes.ValidData.Length)
        {
            var length = BitConverter.GetBytes((ulong)(bytes.Count - 8 - SafetensorsBytes.ValidData.Length));
            for (var i = 0; i < length.Length; i++)
                bytes[i] = length[i];
        }

        return [.. bytes];
    }
}
