using System.Diagnostics;
using NUnit.Framework;
using VizBench.Networks.Onnx;
using VizBench.Randomness;
using VizBench.Tests.Data.Hostile;
using VizBench.Tests.Weights;

namespace VizBench.Tests.Onnx;

/// <summary>Mutations of valid files: each is read, or refused by <see cref="UserError"/>, soon and in little memory; nothing else may happen.</summary>
public sealed class OnnxFuzzTests
{
    private const int Samples = 3000;
    private const long MemoryBytes = 64 << 20;

    [Test]
    public void A_mutated_file_is_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        var key = new StreamKey(1, "onnx", "fuzz").Open();
        var models = Models().ToArray();
        var (read, slowest, largest) = (0, TimeSpan.Zero, 0L);
        for (var sample = 0; sample < Samples; sample++)
        {
            var random = key.At(sample);
            var bytes = Mutated(models[sample % models.Length], random);
            var path = folder.File("model.onnx", bytes);
            var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                ReadAll(path);
                read++;
            }
            catch (UserError e)
            {
                Assert.That(e.Message, Does.Not.Contain("\n"));
            }
            catch (Exception e)
            {
                Assert.Fail($"sample {sample}: {e}\n{Convert.ToHexString(bytes)}");
            }

            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        TestContext.Out.WriteLine($"{read} of {Samples} read; at most {slowest.TotalMilliseconds:0} ms and {largest / 1e6:0.0} MB");
        Assert.That(slowest, Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(largest, Is.LessThan(MemoryBytes));
        // Both outcomes must occur, or the mutations test nothing.
        Assert.That(read, Is.InRange(Samples / 50, Samples * 49 / 50));
    }

    /// <summary>Graphs of any supported operators on any tensors with any attributes: the wire format is right, all else may not be.</summary>
    [Test]
    public void A_graph_of_random_nodes_is_read_or_refused()
    {
        using var folder = new TemporaryFolder();
        var key = new StreamKey(1, "onnx", "nodes").Open();
        var operators = Operators.Names.ToArray();
        var refusals = new HashSet<string>(StringComparer.Ordinal);
        var read = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var random = key.At(sample);
            var bytes = RandomGraph(operators, random);
            try
            {
                ReadAll(folder.File("model.onnx", bytes));
                read++;
            }
            catch (FileError e)
            {
                refusals.Add(e.Reason);
            }
            catch (Exception e)
            {
                Assert.Fail($"sample {sample}: {e}\n{Convert.ToHexString(bytes)}");
            }
        }

        TestContext.Out.WriteLine($"{read} of {Samples} read, {refusals.Count} different refusals");
        Assert.That(read, Is.GreaterThan(Samples / 50));
        Assert.That(refusals, Has.Count.GreaterThan(100));
    }

    private static byte[] RandomGraph(string[] operators, RandomStream random)
    {
        var builder = new OnnxBuilder(random.NextInt(7, 24)).Weights("w", [4, 4, 1, 1], new double[16]).Weights("c", [4, 1, 1], 1, 2, 3, 4).Weights("v", [4], 1, 2, 3, 4)
            .Weights("m", [6, 3], new double[18]).Weights("z", [], 0).Integers("i", 1).Integers("j", 0, -1, 2).Integers("k", 1, 1, 2, 2).Integers("e");
        var tensors = new List<string> { "x", "x", "x", "w", "c", "v", "m", "z", "i", "j", "k", "e", "_" };
        for (var node = 0; node < 5; node++)
        {
            var inputs = Enumerable.Range(0, random.NextInt(6)).Select(i => i == 0 && random.NextInt(4) > 0 ? "x" : tensors[random.NextInt(tensors.Count)]);
            var attributes = Enumerable.Range(0, random.NextInt(4)).Select(_ => RandomAttribute(random));
            builder.Node(operators[random.NextInt(operators.Length)], string.Join(' ', inputs), $"t{node} u{node}", [.. attributes]);
            tensors.AddRange([$"t{node}", $"t{node}", $"u{node}"]);
        }

        return builder.Node("Flatten", tensors[^random.NextInt(1, 8)], "y").Output("y").Build();
    }

    private static Wire RandomAttribute(RandomStream random)
    {
        string[] integers = ["axis", "group", "transB", "keepdims", "ceil_mode", "count_include_pad", "to", "size", "num_outputs", "allowzero", "start", "end", "value_int", "p", "blocksize", "num_groups"];
        string[] lists = ["axes", "perm", "pads", "strides", "dilations", "kernel_shape", "split", "starts", "ends", "value_ints", "output_padding", "output_shape"];
        string[] reals = ["alpha", "beta", "epsilon", "min", "max", "value", "value_float"];
        long Any() => random.NextInt(8) == 0 ? long.MaxValue >> random.NextInt(63) : random.NextInt(-3, 5);
        string[] texts = ["auto_pad", "mode", "coordinate_transformation_mode", "nearest_mode"];
        string[] words = ["SAME_UPPER", "SAME_LOWER", "VALID", "nearest", "linear", "cubic", "edge", "reflect", "CRD", "align_corners", "tf_crop_and_resize", "floor"];
        return random.NextInt(4) switch
        {
            3 => OnnxBuilder.Text(texts[random.NextInt(texts.Length)], words[random.NextInt(words.Length)]),
            0 => OnnxBuilder.Int(integers[random.NextInt(integers.Length)], Any()),
            1 => OnnxBuilder.Ints(lists[random.NextInt(lists.Length)], [.. Enumerable.Range(0, random.NextInt(6)).Select(_ => Any())]),
            _ => OnnxBuilder.Float(reals[random.NextInt(reals.Length)], random.NextInt(-2, 3) / 2.0),
        };
    }

    private static IEnumerable<byte[]> Models()
    {
        yield return OnnxRefusalTests.Valid();
        foreach (var @case in OperatorCases.All)
        {
            var builder = new OnnxBuilder(@case.Opset, @case.Shape);
            @case.Build(builder);
            yield return builder.Build();
        }
    }

    private static void ReadAll(string path)
    {
        using var file = OnnxNetwork.Read(path);
        foreach (var tensor in file.Weights)
            Assert.That(tensor.ToArray(), Has.Length.EqualTo(tensor.ByteCount));
    }

    private static byte[] Mutated(byte[] valid, RandomStream random) =>
    [
        .. Mutations.Edited(
            valid,
            random,
            (bytes, at) => bytes[at] = random.NextInt(2) == 0 ? (byte)0 : (byte)0x7f,
            (bytes, at) =>
            {
                // A large number where a small one was.
                bytes.RemoveAt(at);
                bytes.InsertRange(at, new Wire().Varint(ulong.MaxValue >> random.NextInt(60)).Bytes);
            }),
    ];
}
