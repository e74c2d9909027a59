using NUnit.Framework;
using VizBench.Networks.Weights;
using static VizBench.Tests.Weights.PickleBytes;

namespace VizBench.Tests.Weights;

/// <summary>Every format comes back as what was written, whatever the file is called.</summary>
public sealed class WeightsFileTests
{
    private static IEnumerable<string> Files => WeightFileValues.Names;

    [TestCaseSource(nameof(Files))]
    public void A_file_of_torch_or_numpy_comes_back_as_it_was_saved(string name)
    {
        using var folder = new TemporaryFolder();
        using var state = WeightsFile.Read(folder.File("weights", File.ReadAllBytes(WeightFileValues.Path(name))));
        WeightFileValues.AssertIs(state, name);
    }

    [Test]
    public void Safetensors_are_told_by_their_first_bytes()
    {
        using var folder = new TemporaryFolder();
        using var state = WeightsFile.Read(folder.File("a.pth", SafetensorsBytes.Valid));
        Assert.That(state.Names, Is.EqualTo(new[] { "w", "s", "e", "b" }));
        // A header of 640 bytes: the file then begins like a pickle of protocol 2.
        using var padded = WeightsFile.Read(folder.File("b.pth", SafetensorsBytes.File(SafetensorsBytes.ValidHeader.PadRight(640), SafetensorsBytes.ValidData)));
        Assert.That(padded.Count, Is.EqualTo(4));
    }

    [Test]
    public void Tensors_stay_in_the_file_until_they_are_asked_for()
    {
        using var folder = new TemporaryFolder();
        var big = new byte[1 << 24];
        big[^1] = 7;
        var pickle = Whole(Dict(("w", Tensor(Storage("ByteStorage", "0", big.Length), 0, [big.Length], [1]))));
        var path = folder.File("a", ZipFile(pickle, ("data/0", big)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var state = WeightsFile.Read(path);
        var last = new byte[1];
        state["w"].CopyTo(last, big.Length - 1);
        Assert.That(last[0], Is.EqualTo(7));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void What_PyTorch_2_writes_beside_the_tensors_is_read_or_passed_over()
    {
        var pickle = Whole(Dict(("w", Four)));
        AssertFour(ZipFile(pickle, (".format_version", "1"u8.ToArray()), (".storage_alignment", "64"u8.ToArray()), ("byteorder", "little"u8.ToArray()),
            ("data/0", FourFloats), ("version", "3\n"u8.ToArray()), (".data/serialization_id", "0636067577850415118506050405"u8.ToArray())));
    }

    [Test]
    public void Bytes_without_a_type_take_that_of_their_tensor([Values("UntypedStorage", "_UntypedStorage")] string name)
    {
        var storage = Storage(name, "0", 16, "torch.storage");
        var tensor = Call(Global("torch._utils", "_rebuild_tensor_v3"), storage, Int(0), Ints(2, 2), Ints(2, 1), False, OrderedDict, Global("torch", "float32"), EmptyDict);
        AssertFour(ZipFile(("w", tensor)));
    }

    [Test]
    public void Big_endian_storages_are_turned_round()
    {
        var swapped = FourFloats.Chunk(4).SelectMany(word => word.Reverse()).ToArray();
        AssertFour(ZipFile(Whole(Dict(("w", Four))), ("byteorder", "big"u8.ToArray()), ("data/0", swapped)));
        // A type-less storage whose last byte belongs to no element.
        var tensor = Call(Global("torch._utils", "_rebuild_tensor_v3"), Storage("UntypedStorage", "0", 17, "torch.storage"), Int(0), Ints(2, 2), Ints(2, 1), False, OrderedDict, Global("torch", "float32"));
        AssertFour(ZipFile(Whole(Dict(("w", tensor))), ("byteorder", "big"u8.ToArray()), ("data/0", [.. swapped, 9])));
    }

    [Test]
    public void A_checksum_of_zero_was_not_computed() =>
        AssertFour(ZipBytes.Of(new("a/data.pkl", Whole(Dict(("w", Four)))) { Crc = 0 }, new("a/data/0", FourFloats) { Crc = 0 }));

    [Test]
    public void Zip64_a_comment_folders_and_packed_storages_are_read()
    {
        ZipItem[] items = [new("a/", []), new("a/data.pkl", Whole(Dict(("w", Four)))) { Deflate = true }, new("a/data/0", FourFloats) { Deflate = true }];
        AssertFour(new ZipBytes { Items = [.. items], Zip64 = true }.Build());
        AssertFour(new ZipBytes { Items = [.. items], Comment = "made by hand" }.Build());
    }

    [Test]
    public void Files_of_PyTorch_0_3_and_Python_2_are_read()
    {
        // Texts as bytes, tensors without gradients and hooks, parameters as objects with attributes, an OrderedDict of pairs.
        byte[] storage = [.. Tuple(OldText("storage"), Global("torch", "FloatStorage"), OldText("77"), OldText("cuda:0"), Int(4), None), (byte)'Q'];
        var tensor = Call(Global("torch._utils", "_rebuild_tensor"), storage, Int(0), Ints(2, 2), Ints(2, 1));
        byte[] parameter = [.. Global("torch.nn.parameter", "Parameter"), .. Tuple(tensor), 0x81, .. Tuple(True, False, OrderedDict), (byte)'b'];
        var value = Call(Global("collections", "OrderedDict"), List(List(OldText("w"), parameter)));
        AssertFour(LegacyFile(value, ["77"], LegacyStorage(4, FourFloats)));
    }

    [Test]
    public void Views_of_legacy_storages_are_read()
    {
        byte[] storage = [.. Tuple(Text("storage"), Global("torch", "FloatStorage"), Text("7"), Text("cpu"), Int(6), Tuple(Text("8"), Int(1), Int(4))), (byte)'Q'];
        AssertFour(LegacyFile(Dict(("w", Tensor(storage, 0, [2, 2], [2, 1]))), ["7"], LegacyStorage(6, [9, 9, 9, 9, .. FourFloats, 9, 9, 9, 9])));
    }

    [TestCase("state_dict")]
    [TestCase("model_state_dict")]
    [TestCase("model")]
    [TestCase("net")]
    [TestCase("generator")]
    public void A_checkpoint_holds_its_state_dict_under_a_usual_name(string key) =>
        AssertFour(ZipFile(("epoch", Int(3)), ("loss", List(None, True)), (key, Dict(("w", Four)))));

    [Test]
    public void What_stands_among_the_tensors_of_a_state_dict_is_passed_over() =>
        AssertFour(ZipFile(("epoch", Int(3)), ("w", Four), ("name", Text("x")), ("note", None), ("scale", Call(Global("numpy.core.multiarray", "scalar"), Global("numpy", "dtype"), Text("x")))));

    [Test]
    public void A_checkpoint_that_is_a_default_dict_is_read() =>
        AssertFour(ZipFile(Whole([.. Call(Global("collections", "defaultdict"), Global("builtins", "list")), .. Text("w"), .. Four, (byte)'s']), ("data/0", FourFloats)));

    [Test]
    public void The_prefix_of_DataParallel_is_taken_off_where_all_names_have_it()
    {
        AssertFour(ZipFile(("module.w", Four)));
        using var folder = new TemporaryFolder();
        using var mixed = WeightsFile.Read(folder.File("mixed", ZipFile(("module.w", Four), ("v", Four))));
        Assert.That(mixed.Names, Is.EqualTo(new[] { "module.w", "v" }));
    }

    [Test]
    public void A_tensor_subclass_and_a_parameter_with_attributes_are_their_data()
    {
        var plain = Tuple(Storage("FloatStorage", "0", 4), Int(0), Ints(2, 2), Ints(2, 1), False, OrderedDict);
        AssertFour(ZipFile(("w", Call(Global("torch._tensor", "_rebuild_from_type_v2"), Global("torch._utils", "_rebuild_tensor_v2"), Global("torch", "Tensor"), plain, EmptyDict))));
        AssertFour(ZipFile(("w", Call(Global("torch._utils", "_rebuild_parameter_with_state"), Four, True, OrderedDict, EmptyDict))));
    }

    [Test]
    public void A_large_transposed_tensor_with_NaN_is_reported_by_its_row_major_place()
    {
        using var folder = new TemporaryFolder();
        const int Side = 1500;
        var values = new float[Side * Side];
        values[2 * Side + 1] = float.NaN;
        var data = new byte[values.Length * sizeof(float)];
        Buffer.BlockCopy(values, 0, data, 0, data.Length);
        var pickle = Whole(Dict(("w", Tensor(Storage("FloatStorage", "0", values.Length), 0, [Side, Side], [1, Side]))));
        using var state = WeightsFile.Read(folder.File("a", ZipFile(pickle, ("data/0", data))));
        Assert.That(state.NonFinite(), Is.EqualTo(new[] { new NonFiniteTensor("w", 1, 0, Side + 2) }));
    }

    private static void AssertFour(byte[] file)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var state = WeightsFile.Read(folder.File("a", file));
        Assert.That(state.Names, Is.EqualTo(new[] { "w" }));
        Assert.That(state["w"].Shape, Is.EqualTo(new long[] { 2, 2 }));
        Assert.That(state["w"].ToTensor(float32).data<float>().ToArray(), Is.EqualTo(new float[] { 1, 2, 3, 4 }));
    }
}
