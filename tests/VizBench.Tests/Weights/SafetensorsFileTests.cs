using NUnit.Framework;
using VizBench.Networks.Weights;
using VizBench.Randomness;

namespace VizBench.Tests.Weights;

public sealed class SafetensorsFileTests
{
    [Test]
    public void A_file_by_hand_is_read()
    {
        using var folder = new TemporaryFolder();
        using var state = SafetensorsFile.Read(folder.File("a", SafetensorsBytes.Valid));
        using var scope = NewDisposeScope();
        Assert.That(state.Names, Is.EqualTo(new[] { "w", "s", "e", "b" }));
        Assert.That(state.Metadata, Is.EqualTo(new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" }));
        Assert.That(state["w"].ToTensor(float64).data<double>().ToArray(), Is.EqualTo(new[] { 1.0, -2 }));
        Assert.That(state["s"].ToTensor(float32).item<float>(), Is.EqualTo(1));
        Assert.That(state["s"].Shape, Is.Empty);
        Assert.That(state["e"].ToTensor().shape, Is.EqualTo(new long[] { 0, 3 }));
        Assert.That(state["b"].ToTensor().data<bool>().ToArray(), Is.EqualTo(new[] { true, false, true }));
        Assert.That(state.NonFinite(), Is.Empty);
    }

    [Test]
    public void A_written_file_has_the_reference_writers_bytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        using var state = new StateDict(
            [
                new WeightTensor("b", uint8, [2], new byte[] { 7, 8 }),
                new WeightTensor("n", float16, [], new byte[] { 0, 60 }),
                new WeightTensor("a", float32, [1, 1], new byte[] { 0, 0, 128, 63 }),
                new WeightTensor("c", int64, [1], new byte[] { 1, 0, 0, 0, 0, 0, 0, 0 }),
                new WeightTensor("A", float32, [1], new byte[] { 0, 0, 0, 192 }),
            ],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" });
        SafetensorsFile.Write(path, state);
        // As the reference writer sorts: the largest element type first, then by name; padded with spaces to eight bytes.
        const string Header =
            """{"__metadata__":{"format":"pt"},"c":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"A":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[12,16]},"n":{"dtype":"F16","shape":[],"data_offsets":[16,18]},"b":{"dtype":"U8","shape":[2],"data_offsets":[18,20]}}""";
        var padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        var expected = SafetensorsBytes.File(padded, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 0, 128, 63, 0, 60, 7, 8);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(expected));
    }

    [Test]
    public void The_order_is_kept_where_it_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a");
        using var state = new StateDict([new WeightTensor("z", uint8, [1], new byte[] { 1 }), new WeightTensor("a", float64, [1], new byte[8])]);
        SafetensorsFile.Write(path, state, SafetensorsOrder.AsGiven);
        using var read = SafetensorsFile.Read(path);
        Assert.That(read.Names, Is.EqualTo(new[] { "z", "a" }));
        Assert.That(read["z"].ToArray(), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public void Any_state_dict_survives_writing_and_reading([Range(0, 49)] int sample)
    {
        using var folder = new TemporaryFolder();
        using var state = RandomState(new StreamKey(1, "safetensors", "round trip", sample).Open());
        var order = (SafetensorsOrder)(sample % 2);
        var path = folder.File("a");
        SafetensorsFile.Write(path, state, order);
        using var read = SafetensorsFile.Read(path);
        Assert.That(read.Metadata, Is.EquivalentTo(state.Metadata));
        Assert.That(read.Names, order == SafetensorsOrder.AsGiven ? Is.EqualTo(state.Names) : Is.EquivalentTo(state.Names));
        foreach (var tensor in state)
        {
            Assert.That(read[tensor.Name].Dtype, Is.EqualTo(tensor.Dtype));
            Assert.That(read[tensor.Name].Shape, Is.EqualTo(tensor.Shape));
            Assert.That(read[tensor.Name].ToArray(), Is.EqualTo(tensor.ToArray()));
        }

        // A second generation has the first's bytes, also over the file that is being read.
        var first = File.ReadAllBytes(path);
        SafetensorsFile.Write(path, read, order);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(first));
    }

    [Test]
    public void Tensors_of_libtorch_survive_writing_and_reading()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            foreach (var type in ElementTypes.All)
            {
                var original = tensor([0.0, 1, 0, 1, 1, 1], [2, 3]).to(type).transpose(0, 1);
                using var state = new StateDict([WeightTensor.FromTensor("t", original)]);
                SafetensorsFile.Write(folder.File("a"), state);
                using var read = SafetensorsFile.Read(folder.File("a"));
                var back = read["t"].ToTensor();
                Assert.That(back.dtype, Is.EqualTo(type));
                Assert.That(back.to(float64).data<double>().ToArray(), Is.EqualTo(new[] { 0.0, 1, 1, 1, 0, 1 }));
            }
        }

        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void NaN_and_infinity_are_reported_with_their_place([Values] bool fromFile)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        foreach (var type in new[] { float64, float32, float16, bfloat16 })
        {
            // Longer than a chunk and not a multiple of any vector: the last element is in the scalar remainder.
            var values = new double[(1 << 19) + 13];
            values[^1] = double.NaN;
            values[^3] = double.NegativeInfinity;
            values[^4] = double.PositiveInfinity;
            using var made = new StateDict([WeightTensor.FromTensor("bad", tensor(values, [values.Length]).to(type)), WeightTensor.FromTensor("good", ones([3], type))]);
            SafetensorsFile.Write(folder.File("a"), made);
            using var read = SafetensorsFile.Read(folder.File("a"));
            Assert.That((fromFile ? read : made).NonFinite(), Is.EqualTo(new[] { new NonFiniteTensor("bad", 1, 2, values.Length - 4) }));
        }
    }

    [Test]
    public void A_missing_tensor_is_named()
    {
        using var folder = new TemporaryFolder();
        using var state = SafetensorsFile.Read(folder.File("a", SafetensorsBytes.Valid));
        Assert.That(() => state["classifier.6.weight"], Throws.InstanceOf<UserError>().With.Message.Contains("classifier.6.weight"));
    }

    [Test]
    public void A_boolean_other_than_0_and_1_is_refused()
    {
        using var bad = new StateDict([new WeightTensor("b", @bool, [2], new byte[] { 1, 2 })]);
        Assert.That(() => bad["b"].ToTensor(), Throws.InstanceOf<UserError>().With.Message.Contains("element 1"));
    }

    private static StateDict RandomState(RandomStream random)
    {
        var types = ElementTypes.All.ToArray();
        var tensors = Enumerable.Range(0, random.NextInt(8)).Select(i =>
        {
            var shape = Enumerable.Range(0, random.NextInt(5)).Select(_ => (long)random.NextInt(5)).ToArray();
            var type = types[random.NextInt(types.Length)];
            var data = new byte[shape.Aggregate(1L, (a, b) => a * b) * ElementTypes.SizeOf(type)];
            for (var b = 0; b < data.Length; b++)
                data[b] = (byte)random.NextInt(256);
            return new WeightTensor(i + RandomText(random), type, shape, data);
        });
        var metadata = Enumerable.Range(0, random.NextInt(3)).ToDictionary(i => i + RandomText(random), _ => RandomText(random), StringComparer.Ordinal);
        return new StateDict([.. tensors], metadata);
    }

    private static string RandomText(RandomStream random)
    {
        string[] pieces = ["layer.", "0", "\"", "\\", "\n", "\0", "ü", "中", "😀", "<&>", " ", "\u2028"];
        return string.Concat(Enumerable.Range(0, random.NextInt(5)).Select(_ => pieces[random.NextInt(pieces.Length)]));
    }
}
