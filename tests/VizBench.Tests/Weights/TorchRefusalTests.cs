using NUnit.Framework;
using VizBench.Networks.Weights;
using static VizBench.Tests.Weights.PickleBytes;

namespace VizBench.Tests.Weights;

/// <summary>What PyTorch's files may not hold: each refusal by a file of its own. Nothing a file names is ever run.</summary>
public sealed class TorchRefusalTests
{
    private static readonly byte[] s_storage = Storage("FloatStorage", "0", 4);

    [TestCase("os", "system")]
    [TestCase("posix", "system")]
    [TestCase("nt", "system")]
    [TestCase("builtins", "eval")]
    [TestCase("builtins", "exec")]
    [TestCase("__builtin__", "eval")]
    [TestCase("subprocess", "Popen")]
    [TestCase("torch.hub", "load")]
    [TestCase("torch", "load")]
    [TestCase("torch.storage", "_load_from_bytes")]
    [TestCase("torch.serialization", "_get_layout")]
    [TestCase("builtins", "getattr")]
    [TestCase("__builtin__", "getattr")]
    [TestCase("builtins", "__import__")]
    [TestCase("numpy.core.multiarray", "fromfile")]
    [TestCase("numpy", "load")]
    [TestCase("pathlib", "Path.unlink")]
    [TestCase("datetime", "sys.modules")]
    [TestCase("torch.nn.modules.conv", "Conv2d")]
    [TestCase("torchvision.models.resnet", "ResNet")]
    [TestCase("torch", "QInt8Storage")]
    [TestCase("torch", "float8_e4m3fn")]
    [TestCase("collections", "OrderedDict.fromkeys")]
    [TestCase("collections.OrderedDict\x00os", "system")]
    public void A_global_that_weights_do_not_need_is_named_and_not_run(string module, string name)
    {
        using var folder = new TemporaryFolder();
        var marker = folder.File("was-run");
        var call = Call(Global(module, name), Text($"touch {marker}"));
        foreach (var file in new[] { ZipFile(("w", call)), ZipFile(Whole(call)), LegacyFile(Dict(("w", call)), []), Whole(call) })
        {
            var error = Refused(file, $"the global '{module.Replace('\0', '?')}.{name}' is none that weights need; nothing was run");
            Assert.That(error.Message, Does.Not.Contain("\0"));
        }

        Assert.That(File.Exists(marker), Is.False);
    }

    [Test]
    public void A_global_named_from_the_stack_is_refused_like_any() =>
        Refused(ZipFile(Whole([.. Text("os"), .. Text("system"), 0x93])), "'os.system'");

    [Test]
    public void A_whole_model_is_refused_by_its_first_class() =>
        Refused(File.ReadAllBytes(WeightFileValues.Path("refused-module.pth")), "the global 'torch.nn.modules.linear.Linear' is none that weights need; nothing was run: the file holds an object of Python, such as a whole model; save its weights alone, torch.save(model.state_dict(), ...)");

    [Test]
    public void What_a_checkpoint_holds_of_a_class_that_nobody_knows_is_named_with_what_to_do() =>
        Refused(
            File.ReadAllBytes(WeightFileValues.Path("refused-settings.pth")),
            "the global '__main__.Settings' is none that weights need; nothing was run: this file keeps it beside or among its tensors; save the state dict alone, torch.save(checkpoint['state_dict'], ...)");

    [Test]
    public void An_attribute_is_looked_up_of_no_object_but_an_optimizer()
    {
        const string Reason = "the global 'builtins.getattr' is none that weights need; nothing was run";
        Refused(ZipFile(("w", Call(Global("builtins", "getattr"), Global("torch", "Size"), Text("__class__")))), Reason);
        Refused(ZipFile(("w", Call(Global("builtins", "getattr"), Call(Global("builtins", "set")), Text("__class__")))), Reason);
        Refused(ZipFile(("w", Call(Global("builtins", "getattr"), Global("torch.optim.sgd", "SGD"), Int(1)))), Reason);
        Refused(ZipFile(("w", Call(Global("builtins", "getattr"), Global("zoneinfo", "ZoneInfo"), Text("__subclasses__")))), Reason);
        Refused(ZipFile(("w", Call(Global("builtins", "getattr"), Global("datetime", "datetime"), Text("_unpickle")))), Reason);
        Refused(ZipFile(("w", Call(Global("builtins", "getattr"), Call(Global("zoneinfo", "ZoneInfo"), Text("UTC")), Text("_unpickle")))), Reason);
    }

    // datetime.now(ZoneInfo("UTC")) as pickle protocol 2 writes it.
    [TestCase("builtins")]
    [TestCase("__builtin__")]
    public void A_time_with_its_zone_stands_beside_weights(string builtins)
    {
        var zone = Call(Call(Global(builtins, "getattr"), Global("zoneinfo", "ZoneInfo"), Text("_unpickle")), Text("UTC"), Int(1));
        var when = Call(Global("datetime", "datetime"), Call(Global("_codecs", "encode"), Text("now"), Text("latin1")), zone);
        using var folder = new TemporaryFolder();
        using var state = WeightsFile.Read(folder.File("a", ZipFile(("model", Dict(("w", Four))), ("when", when))));
        Assert.That(state.Names, Is.EqualTo(new[] { "w" }));
    }

    [TestCase("ComplexFloatStorage", 8)]
    [TestCase("ComplexDoubleStorage", 16)]
    public void Complex_tensors_stand_beside_weights(string type, int size)
    {
        var complex = Tensor(Storage(type, "1", 2), 0, [2], [1]);
        var parameter = Call(Global("torch._utils", "_rebuild_parameter"), complex, True, OrderedDict);
        var value = Dict(("w", Four), ("c", complex), ("p", parameter));
        using var folder = new TemporaryFolder();
        using var zip = WeightsFile.Read(folder.File("zip", ZipFile(Whole(value), ("data/0", FourFloats), ("data/1", new byte[2 * size]))));
        using var legacy = WeightsFile.Read(folder.File("legacy", LegacyFile(value, ["1", "0"], [.. LegacyStorage(2, new byte[2 * size]), .. LegacyStorage(4, FourFloats)])));
        Assert.That((zip.Names.Single(), legacy.Names.Single()), Is.EqualTo(("w", "w")));
        Assert.That(legacy["w"].ToArray(), Is.EqualTo(FourFloats));
        Assert.That(() => zip["c"], Throws.TypeOf<UserError>().With.Message.Contains("tensor 'c' is missing"));
    }

    [Test]
    public void A_TorchScript_program_is_refused_with_what_to_do() =>
        Refused(File.ReadAllBytes(WeightFileValues.Path("refused-script.pth")), "a TorchScript program, not weights; load it in PyTorch and save torch.save(model.state_dict(), ...)");

    [TestCase('i', "INST")]
    [TestCase('o', "OBJ")]
    [TestCase('P', "PERSID")]
    [TestCase('2', "DUP")]
    [TestCase('\x82', "EXT")]
    [TestCase('\x8b', "LONG4")]
    [TestCase('\x92', "NEWOBJ_EX")]
    [TestCase('S', "unknown")]
    [TestCase('\xff', "unknown")]
    public void An_opcode_that_weights_do_not_need(char opcode, string name) => Refused(ZipFile(Whole((byte)opcode)), $"opcode 0x{(int)opcode:x2} ({name}");

    [Test]
    public void A_call_of_what_is_not_a_name()
    {
        Refused(ZipFile(Whole(Call(Text("os.system"), Text("true")))), "a call of something that is not a name");
        Refused(ZipFile(Whole([.. Global("torch", "Size"), .. Text("x"), (byte)'R'])), "without a tuple of arguments");
        Refused(ZipFile(Whole(Call(Four, Text("x")))), "a call of something that is not a name");
    }

    [Test]
    public void A_call_with_arguments_that_it_does_not_take()
    {
        Refused(ZipFile(Whole(Call(Global("collections", "OrderedDict"), Text("x")))), "'collections.OrderedDict' has 1 arguments (a text) that it does not take");
        Refused(ZipFile(Whole(Call(Global("torch", "FloatStorage"), Int(4)))), "'torch.FloatStorage' has 1 arguments");
        Refused(ZipFile(Whole(Call(Global("torch._utils", "_rebuild_tensor_v2"), Text("0"), Int(0), Ints(1), Ints(1), False, OrderedDict))), "that it does not take");
        Refused(ZipFile(Whole(Call(Global("torch._utils", "_rebuild_parameter"), OrderedDict, True, OrderedDict))), "that it does not take");
        Refused(ZipFile(Whole(Call(Global("torch._tensor", "_rebuild_from_type_v2"), Global("torch.nn.parameter", "Parameter"), Global("torch", "Tensor"), Tuple(Four), None))), "that it does not take");
    }

    [Test]
    public void A_rebuild_inside_a_rebuild_ends()
    {
        // from_type(from_type, type, (from_type, type, (...))): each level is bytes of the file.
        var inner = Tuple(Four);
        for (var i = 0; i < 900; i++)
            inner = Tuple(Global("torch._tensor", "_rebuild_from_type_v2"), Global("torch", "Tensor"), inner, None);
        Refused(ZipFile(Whole([.. Global("torch._tensor", "_rebuild_from_type_v2"), .. inner, (byte)'R'])), "that it does not take");
    }

    [Test]
    public void Attributes_set_on_what_has_none()
    {
        byte[] state = [.. Dict(("__class__", Text("x"))), (byte)'b'];
        Refused(ZipFile(Whole([.. Tuple(Int(1)), .. state])), "attributes are set on a tuple");
        Refused(ZipFile(Whole([.. Global("torch", "Size"), .. state])), "attributes are set on the name torch.Size");
        Refused(ZipFile(("w", [.. Four, .. state])), "attributes are set on a tensor");
        Refused(ZipFile(Whole((byte)'N', (byte)'b')), "a value is missing");
    }

    [Test]
    public void Attributes_of_an_OrderedDict_do_not_become_its_items()
    {
        byte[] withState = [.. Dict(("w", Four)), .. Dict(("v", Text("x"))), (byte)'b'];
        using var folder = new TemporaryFolder();
        using var state = WeightsFile.Read(folder.File("a", ZipFile(Whole(withState), ("data/0", FourFloats))));
        Assert.That(state.Names, Is.EqualTo(new[] { "w" }));
    }

    [TestCase("list")]
    [TestCase("tuple")]
    [TestCase("text")]
    [TestCase("tensor")]
    [TestCase("None")]
    public void A_value_that_is_not_a_dict(string kind)
    {
        var value = kind switch { "list" => List(Four), "tuple" => Tuple(Four), "text" => Text("x"), "tensor" => Four, _ => None };
        Refused(ZipFile(Whole(value), ("data/0", FourFloats)), $"value: is {(kind is "None" ? kind : "a " + kind)}, not a dict of tensors; save torch.save(model.state_dict(), ...)");
    }

    [Test]
    public void A_state_dict_with_something_else_than_tensors()
    {
        Refused(ZipFile(("extra", Text("x"))), "state dict, 'extra': is a text, not a tensor");
        Refused(ZipFile(("n", None)), "state dict, 'n': is None, not a tensor");
        Refused(ZipFile(("state_dict", Dict(("w", Int(3))))), "state dict, 'state_dict': is a dict, not a tensor, and nothing else is one");
        Refused(ZipFile(Whole([.. EmptyDict, .. Int(1), .. Four, (byte)'s'])), "has an integer as a key");
    }

    [Test]
    public void Two_tensors_of_one_name() => Refused(ZipFile(("w", Four), ("w", Four)), "tensor 'w': is there twice");

    [TestCase(-1L, new long[] { 2 }, new long[] { 1 }, "negative")]
    [TestCase(0L, new long[] { -2 }, new long[] { 1 }, "negative")]
    [TestCase(0L, new long[] { 2 }, new long[] { -1 }, "negative")]
    [TestCase(0L, new long[] { 2, 2 }, new long[] { 1 }, "2 axes with 1 strides")]
    [TestCase(0L, new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "at most 8")]
    [TestCase(0L, new long[] { 5 }, new long[] { 1 }, "reaches outside its storage '0' of 4 elements")]
    [TestCase(1L, new long[] { 4 }, new long[] { 1 }, "reaches outside")]
    [TestCase(4L, new long[] { }, new long[] { }, "reaches outside")]
    [TestCase(long.MaxValue, new long[] { 1 }, new long[] { 1 }, "reaches outside")]
    [TestCase(0L, new long[] { 2, 2 }, new long[] { 3, 1 }, "reaches outside")]
    [TestCase(0L, new long[] { 2 }, new long[] { long.MaxValue }, "reaches outside")]
    [TestCase(0L, new long[] { long.MaxValue, long.MaxValue }, new long[] { long.MaxValue, long.MaxValue }, "reaches outside")]
    [TestCase(0L, new long[] { 1L << 32, 1L << 32 }, new long[] { 0, 0 }, "more than once")]
    [TestCase(0L, new long[] { 1L << 62, 4, 0 }, new long[] { 1, 1, 1 }, "enormous axes")]
    [TestCase(0L, new long[] { 5 }, new long[] { 0 }, "more than once")]
    [TestCase(0L, new long[] { 3, 3 }, new long[] { 1, 0 }, "more than once")]
    public void A_view_that_is_not_inside_its_storage(long offset, long[] shape, long[] strides, string reason) =>
        Refused(ZipFile(("w", Tensor(s_storage, offset, shape, strides))), reason);

    [Test]
    public void A_shape_of_something_else_than_integers() =>
        Refused(ZipFile(("w", Call(Global("torch._utils", "_rebuild_tensor_v2"), s_storage, Int(0), Tuple(Text("2")), Ints(1), False, OrderedDict))), "a text in a tensor's shape");

    [Test]
    public void A_tensor_stored_negated() =>
        Refused(ZipFile(("w", Call(Global("torch._utils", "_rebuild_tensor_v2"), s_storage, Int(0), Ints(4), Ints(1), False, OrderedDict, Dict(("neg", True))))), "negated or conjugated");

    [Test]
    public void A_storage_described_wrongly()
    {
        Refused(ZipFile(("w", [.. Text("storage"), (byte)'Q'])), "a text where a storage's description is expected");
        Refused(ZipFile(("w", [.. Tuple(Text("module"), Global("torch", "FloatStorage"), Text("0"), Text("cpu"), Int(4)), (byte)'Q'])), "a tuple where a storage's description is expected");
        Refused(ZipFile(("w", Storage("Size", "0", 4))), "'torch.Size' is not a class of storages");
        Refused(ZipFile(("w", Storage("FloatStorage", "0", -1))), "has -1 elements");
        Refused(ZipFile(("w", Storage("DoubleStorage", "0", long.MaxValue))), "has 9223372036854775807 elements");
        Refused(ZipFile(("w", Tensor(Storage("FloatStorage", "0", 4), 0, [1], [1])), ("v", Tensor(Storage("DoubleStorage", "0", 2), 0, [1], [1]))), "described in two ways");
    }

    [Test]
    public void A_storage_that_is_missing_or_of_another_length()
    {
        Refused(ZipFile(Whole(Dict(("w", Four)))), "storage '0': is missing in the archive");
        Refused(ZipFile(Whole(Dict(("w", Four))), ("data/0", FourFloats[1..])), "storage '0': has 15 bytes for 4 elements of 4");
        Refused(ZipFile(Whole(Dict(("w", Tensor(Storage("FloatStorage", "../../version", 4), 0, [4], [1]))))), "is missing in the archive");
    }

    [Test]
    public void An_order_of_bytes_that_is_none() =>
        Refused(ZipFile(Whole(Dict(("w", Four))), ("byteorder", "middle"u8.ToArray()), ("data/0", FourFloats)), "is 'middle'; little and big");

    [Test]
    public void A_pickle_that_ends_early([Range(0, 60, 3)] int length) =>
        Refused(ZipFile(Whole(Dict(("w", Four)))[..length], ("data/0", FourFloats)), "data.pkl, byte");

    [Test]
    public void Values_that_are_missing_or_left_over()
    {
        Refused(ZipFile(Whole()), "ends with 0 values");
        Refused(ZipFile(Whole("NN"u8.ToArray())), "ends with 2 values");
        Refused(ZipFile(Whole("(N"u8.ToArray())), "ends with 1 values");
        Refused(ZipFile(Whole("t"u8.ToArray())), "a mark is missing");
        Refused(ZipFile(Whole(0x85)), "a value is missing");
        // The tuple may not take what lies below the mark.
        Refused(ZipFile(Whole("NN(\x85"u8[..3].ToArray().Append((byte)0x85).ToArray())), "a value is missing");
        Refused(ZipFile(Whole("}(Nu"u8.ToArray())), "a key without a value");
        Refused(ZipFile(Whole("NNa"u8.ToArray())), "appended to None");
        Refused(ZipFile(Whole("NNNs"u8.ToArray())), "keys are set in None");
        Refused(ZipFile(Whole("h\u0007"u8.ToArray())), "memo 7 is used before it is set");
    }

    [Test]
    public void A_protocol_that_is_not_read([Values(0, 1, 6, 255)] int version) =>
        Refused(ZipFile([0x80, (byte)version, (byte)'N', (byte)'.']), $"pickle protocol {version} is not read");

    [Test]
    public void A_text_that_is_enormous_or_none()
    {
        Refused(ZipFile(Whole((byte)'X', 255, 255, 255, 255)), "a text or number of 4294967295 bytes");
        Refused(ZipFile(Whole((byte)'X', 255, 255, 0, 0)), "are left");
        Refused(ZipFile(Whole((byte)'T', 255, 255, 255, 255)), "a text or number of -1 bytes");
        Refused(ZipFile(Whole((byte)'X', 1, 0, 0, 0, 0xff)), "not UTF-8");
        Refused(ZipFile(Whole([(byte)'c', .. Enumerable.Repeat((byte)'a', 5000)])), "a name of more than 1000 characters");
    }

    [Test]
    public void An_enormous_integer()
    {
        Refused(ZipFile(Whole([0x8a, 255, .. new byte[255]])), "an integer of 255 bytes; at most 64");
        Refused(ZipFile(Whole(0x8b, 255, 255, 255, 127)), "LONG4");
    }

    [Test]
    public void Deep_nesting_ends_without_a_full_stack()
    {
        Refused(ZipFile(Whole([.. Enumerable.Repeat((byte)'(', 2000)])), "nested more than 1000 deep");
        // A list in a list in a list … is no value that weights have, but reading it is harmless.
        Refused(ZipFile(Whole([.. Enumerable.Repeat((byte)']', 500_000), .. Enumerable.Repeat((byte)'a', 499_999)])), "value: is a list");
        Refused(ZipFile(Whole([.. Enumerable.Repeat((byte)']', 1_000_001)])), "more than 1000000 values");
    }

    [Test]
    public void A_pickle_of_endless_steps() =>
        Refused(ZipFile(Whole([(byte)'N', .. Enumerable.Repeat("q\0"u8.ToArray(), 4_100_000).SelectMany(step => step)])), "longer than the 4000000 steps");

    [Test]
    public void A_bomb_of_lists_that_double_by_the_memo_stays_small()
    {
        // Forty lists, each twice the one before: 2^40 items to whoever walks them, eighty to this machine.
        List<byte> bomb = [.. "]"u8, (byte)'q', 0];
        for (byte i = 1; i < 40; i++)
            bomb.AddRange([(byte)']', (byte)'q', i, (byte)'(', (byte)'h', (byte)(i - 1), (byte)'h', (byte)(i - 1), (byte)'e', 0x86]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(ZipFile(Whole([.. bomb])), "value: is a tuple");
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 22));
    }

    [Test]
    public void A_list_inside_itself_is_read_as_what_it_is() =>
        Refused(ZipFile(Whole([.. "]"u8, (byte)'q', 0, (byte)'h', 0, (byte)'a'])), "value: is a list");

    [Test]
    public void A_legacy_file_cut_at_every_byte()
    {
        var whole = LegacyFile(Dict(("w", Four)), ["0"], LegacyStorage(4, FourFloats));
        for (var length = 1; length < whole.Length; length++)
            Refused(whole[..length], "");
    }

    [Test]
    public void A_zip_file_cut_at_every_byte()
    {
        var whole = ZipFile(("w", Four));
        for (var length = 0; length < whole.Length; length++)
            Refused(whole[..length], "");
    }

    [Test]
    public void A_legacy_file_that_contradicts_itself()
    {
        var value = Dict(("w", Four));
        var storage = LegacyStorage(4, FourFloats);
        Refused(LegacyFile(value, [], storage), "bytes follow the last storage");
        Refused(LegacyFile(value, []), "its storage '0' is not in the file");
        Refused(LegacyFile(value, ["0", "0"], [.. storage, .. storage]), "'0' names no storage of the tensors, or one twice");
        Refused(LegacyFile(value, ["1"], storage), "'1' names no storage of the tensors");
        Refused(LegacyFile(value, ["0"], LegacyStorage(5, FourFloats)), "has 5 elements, the tensors need 4");
        Refused(LegacyFile(value, ["0"], LegacyStorage(-1, FourFloats)), "has -1 elements");
        Refused(LegacyFile(value, ["0"], [.. storage, 0]), "1 bytes follow the last storage");
        Refused([.. Whole(Int(1001))], "a pickle of an integer, not one of torch.save's");
        Refused([.. LegacyStart[..^13], .. Whole(Int(1002))], "another protocol than 1001");
        Refused([.. LegacyStart, .. Whole(Int(1))], "an integer where the writing system's description is expected");
        Refused([.. LegacyStart, .. Whole(Dict(("little_endian", False)))], "written on a big-endian machine");
    }

    [TestCase(-1L, 4L)]
    [TestCase(0L, 7L)]
    [TestCase(3L, 4L)]
    [TestCase(long.MaxValue, 1L)]
    public void A_view_outside_its_legacy_storage(long start, long length)
    {
        byte[] storage = [.. Tuple(Text("storage"), Global("torch", "FloatStorage"), Text("0"), Text("cpu"), Int(6), Tuple(Text("1"), Int(start), Int(length))), (byte)'Q'];
        Refused(LegacyFile(Dict(("w", Tensor(storage, 0, [1], [1]))), ["0"], LegacyStorage(6, new byte[24])), "reaches outside it");
    }

    [Test]
    public void A_hostile_name_stays_on_one_short_line()
    {
        var name = "\n\u001b[31m" + new string('x', 5000);
        Refused(ZipFile((name, None)), "is None");
        Refused(ZipFile(Whole([.. Text("a\n\u001b[31m"), .. Text(new string('x', 5000)), 0x93])), "is none that weights need");
    }

    private static FileError Refused(byte[] bytes, string reason) => RefusedWeights.Of(bytes, reason);
}
