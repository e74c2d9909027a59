using NUnit.Framework;
using VizBench.Networks.Weights;
using VizBench.Networks.Weights.Zip;
using static VizBench.Tests.Weights.PickleBytes;

namespace VizBench.Tests.Weights;

/// <summary>What an archive may not be: each refusal by a file of its own.</summary>
public sealed class ZipRefusalTests
{
    private static readonly ZipItem s_pickle = new("a/data.pkl", Whole(Dict(("w", Four))));
    private static readonly ZipItem s_storage = new("a/data/0", FourFloats);

    [Test]
    public void The_checksum_is_that_of_the_standard()
    {
        Assert.That(Crc32.Of("123456789"u8), Is.EqualTo(0xCBF43926));
        Assert.That(Crc32.Of("56789"u8, Crc32.Of("1234"u8)), Is.EqualTo(0xCBF43926));
        Assert.That(Crc32.Of("The quick brown fox jumps over the lazy dog"u8), Is.EqualTo(0x414FA339));
    }

    [Test]
    public void Two_entries_of_one_name() => Refused(ZipBytes.Of(s_pickle, s_storage, s_storage), "entry 'a/data/0': is there twice");

    [Test]
    public void Entries_that_overlap()
    {
        Refused(ZipBytes.Of(s_pickle, s_storage, new("a/data/1", FourFloats) { HeaderStart = 0, LocalName = "a/data/1" }), "has another header at byte 0");
        // One local header for two entries: names differ only in what no header holds.
        var inner = ZipBytes.Of(new ZipItem("inner", FourFloats));
        var start = 30 + "outer".Length;
        var outer = new ZipItem("outer", inner);
        Refused(ZipBytes.Of(outer, new ZipItem("inner", FourFloats) { HeaderStart = start }), "entry 'inner': begins at byte 35, inside the entry before it");
    }

    [TestCase("../a/data.pkl")]
    [TestCase("a/../data.pkl")]
    [TestCase("a/./data.pkl")]
    [TestCase("/a/data.pkl")]
    [TestCase("a\\data.pkl")]
    [TestCase("a/data\0.pkl")]
    [TestCase("")]
    public void A_name_that_leaves_the_archive(string name) => Refused(ZipBytes.Of(s_pickle with { Name = name }), "its name leaves the archive");

    [Test]
    public void A_name_that_is_not_text()
    {
        var bytes = ZipBytes.Of(s_pickle with { Name = "a/XX.pkl" });
        bytes.AsSpan(bytes.AsSpan().LastIndexOf("XX"u8), 2).Fill(0xff);
        Refused(bytes, "is not UTF-8");
    }

    [Test]
    public void An_encrypted_entry() => Refused(ZipBytes.Of(s_pickle with { Flags = 1 }), "is encrypted");

    [Test]
    public void Another_way_of_packing() => Refused(ZipBytes.Of(s_pickle with { OtherMethod = 12 }), "is packed by method 12");

    [Test]
    public void A_stored_entry_of_two_sizes() => Refused(ZipBytes.Of(s_pickle, s_storage with { Length = 17 }), "but has 16 bytes for 17");

    [Test]
    public void An_entry_that_reaches_past_the_directory() =>
        Refused(ZipBytes.Of(s_pickle, s_storage with { Length = 1_000_000, PackedLength = 1_000_000 }), "reaches past the archive's directory");

    [Test]
    public void An_entry_that_begins_past_the_directory() => Refused(ZipBytes.Of(s_pickle, s_storage with { HeaderStart = 3_000_000_000 }), "begins at byte 3000000000");

    [Test]
    public void An_entry_with_another_name_in_its_header() => Refused(ZipBytes.Of(s_pickle, s_storage with { LocalName = "a/data/1" }), "has another header");

    [Test]
    public void Sizes_of_64_bits_that_are_none([Values(-1, long.MinValue)] long length) =>
        Refused(new ZipBytes { Items = [s_pickle, s_storage with { Length = length }], Zip64 = true }.Build(), "lacks a size in its zip64 field");

    [Test]
    public void Sizes_of_64_bits_that_overflow() =>
        Refused(new ZipBytes { Items = [s_pickle, s_storage with { Length = long.MaxValue, PackedLength = long.MaxValue }], Zip64 = true }.Build(), "reaches past");

    [Test]
    public void A_directory_elsewhere() => Refused(new ZipBytes { Items = [s_pickle], DirectoryStart = 4_000_000_000 }.Build(), "does not lie before its end");

    [Test]
    public void A_directory_elsewhere_in_64_bits([Values(-1, long.MaxValue)] long start) =>
        Refused(new ZipBytes { Items = [s_pickle], DirectoryStart = start, Zip64 = true }.Build(), "does not lie before its end");

    [Test]
    public void A_directory_of_more_entries_than_it_has_bytes_for([Values] bool zip64) =>
        Refused(new ZipBytes { Items = [s_pickle], Count = 1000, Zip64 = zip64 }.Build(), "too few for 1000 entries");

    [Test]
    public void A_directory_of_fewer_entries_than_it_holds() => Refused(new ZipBytes { Items = [s_pickle, s_storage], Count = 1 }.Build(), "its 1 entries end at");

    [Test]
    public void Bytes_after_the_end() => Refused([.. ZipBytes.Of(s_pickle, s_storage), 0], "a zip archive's directory is expected here");

    [Test]
    public void An_archive_of_nothing() => Refused(ZipBytes.Of(), "is neither PyTorch's (no FOLDER/data.pkl) nor NumPy's");

    [Test]
    public void An_archive_of_something_else() => Refused(ZipBytes.Of(new ZipItem("word/document.xml", "<xml/>"u8.ToArray())), "is neither PyTorch's");

    [Test]
    public void A_damaged_storage_is_told_by_its_checksum([Values] bool deflate)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a", ZipBytes.Of(s_pickle, s_storage with { Deflate = deflate, Crc = 12345 }));
        using var state = WeightsFile.Read(path);
        Assert.That(() => state["w"].ToArray(), Throws.TypeOf<FileError>().With.Message.StartsWith($"{path}: entry 'a/data/0': its bytes don't have the checksum"));
    }

    [Test]
    public void A_damaged_pickle_is_told_by_its_checksum() => Refused(ZipBytes.Of(s_pickle with { Crc = 12345 }, s_storage), "don't have the checksum");

    [Test]
    public void A_pickle_beyond_64_MB()
    {
        var pickle = s_pickle with { Deflate = true, Data = new byte[(1 << 26) + 1] };
        Refused(ZipBytes.Of(pickle), "more than the 67108864 that are read");
    }

    [Test]
    public void More_bytes_promised_than_deflate_can_hold() =>
        Refused(ZipBytes.Of(s_pickle, s_storage with { Deflate = true, Length = 1_000_000 }), "more than deflate can hold");

    [Test]
    public void A_zip_bomb_is_refused_by_what_it_promises()
    {
        var zeros = new byte[30_000_000];
        var bomb = ZipBytes.Of(new("a.npy", zeros) { Deflate = true }, new("b.npy", zeros) { Deflate = true }, new("c.npy", zeros) { Deflate = true });
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(bomb, "this looks like a zip bomb");
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(bomb.Length + (1 << 20)));
    }

    [Test]
    public void More_or_fewer_bytes_than_promised([Values(15, 17)] int length)
    {
        using var folder = new TemporaryFolder();
        var pickle = s_pickle with { Data = Whole(Dict(("w", Tensor(Storage("ByteStorage", "0", length), 0, [length], [1])))) };
        var path = folder.File("a", ZipBytes.Of(pickle, s_storage with { Deflate = true, Length = length, Crc = 0 }));
        using var state = WeightsFile.Read(path);
        Assert.That(() => state["w"].ToArray(), Throws.TypeOf<FileError>().With.Message.Contains(length < 16 ? "unpacks to more than the 15 bytes" : "can't be unpacked to the bytes"));
    }

    [Test]
    public void Packed_bytes_that_are_none()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a", ZipBytes.Of(s_pickle, s_storage with { OtherMethod = 8, Data = [.. Enumerable.Repeat((byte)0xff, 16)] }));
        using var state = WeightsFile.Read(path);
        Assert.That(() => state["w"].ToArray(), Throws.TypeOf<FileError>().With.Message.Contains("can't be unpacked"));
    }

    private static void Refused(byte[] bytes, string reason) => RefusedWeights.Of(bytes, reason);
}
