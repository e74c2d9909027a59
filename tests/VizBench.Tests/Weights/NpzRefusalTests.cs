using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Weights;

/// <summary>What an .npz may not hold, and other files that people give as weights.</summary>
public sealed class NpzRefusalTests
{
    private static readonly byte[] s_array = Npy(NdArray.Of(new float[] { 1, 2, 3, 4 }, 2, 2));

    [Test]
    public void An_entry_that_is_no_array() => Refused([new("w.npy", "something else"u8.ToArray())], "entry 'w.npy': start of file: not a .npy file");

    [Test]
    public void An_empty_entry() => Refused([new("w.npy", [])], "entry 'w.npy': start of file: too short for a .npy file");

    [Test]
    public void An_object_array_is_not_unpickled() =>
        Refused([new("w.npy", Header("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8))], "an object array (pickled Python, which could run code)");

    [TestCase("(1, 2)")]
    [TestCase("(2, 3)")]
    [TestCase("(9223372036854775807,)")]
    [TestCase("(9223372036854775807, 9223372036854775807)")]
    [TestCase("(0, 9223372036854775807, 9223372036854775807)")]
    public void A_shape_that_is_not_its_data(string shape) =>
        Refused([new("w.npy", Header($"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}", 16))], "does not take the 16 bytes after the header");

    [Test]
    public void More_axes_than_a_tensor_has() =>
        Refused([new("w.npy", Header("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 1), }", 4))], "has 9 axes; at most 8");

    [Test]
    public void A_header_longer_than_any() =>
        Refused([new("w.npy", [0x93, .. "NUMPY"u8, 2, 0, 0xff, 0xff, 0xff, 0xff, .. new byte[100]])], "header length");

    [Test]
    public void An_archive_of_arrays_and_others() => Refused([new("w.npy", s_array), new("readme.txt", [])], "is neither PyTorch's");

    [Test]
    public void A_torn_or_damaged_array()
    {
        Refused([new("w.npy", s_array[..^1])], "does not take the 15 bytes");
        using var folder = new TemporaryFolder();
        using var state = WeightsFile.Read(folder.File("a", ZipBytes.Of(new ZipItem("w.npy", s_array) { Crc = 12345 })));
        Assert.That(() => state["w"].ToArray(), Throws.TypeOf<FileError>().With.Message.Contains("entry 'w.npy': its bytes don't have the checksum"));
    }

    [Test]
    public void An_npz_cut_at_every_byte([Values] bool deflate)
    {
        var whole = ZipBytes.Of(new ZipItem("w.npy", s_array) { Deflate = deflate });
        for (var length = 0; length < whole.Length; length++)
            Refused(whole[..length], "");
    }

    [TestCase("\x1f\x8b", "gzip")]
    [TestCase("\x89HDF\r\n\x1a\n", "HDF5")]
    [TestCase("\x93NUMPY\x01\0v\0", "numpy.savez")]
    [TestCase("<!DOCTYPE html>", "a web page")]
    [TestCase("version https://git-lfs.github.com/spec/v1\n", "Git LFS")]
    [TestCase("GGUF\x03", "GGUF")]
    [TestCase("\x08\x06\x12\x07pytorch", "an ONNX network")]
    [TestCase("no weights at all", "no format of weights is recognised")]
    [TestCase("{", "no format of weights is recognised")]
    public void Another_format_is_named_with_what_is_read(string start, string named) =>
        Refused([.. start.Select(c => (byte)c)], named, "read are .safetensors, .pth of torch.save(model.state_dict(), ...) and .npz of numpy.savez");

    [Test]
    public void The_tar_format_of_the_oldest_PyTorch_is_named()
    {
        var tar = new byte[1024];
        "ustar"u8.CopyTo(tar.AsSpan(257));
        Refused(tar, "a tar archive, which PyTorch before 0.1.10 wrote", "read are");
    }

    [Test]
    public void An_empty_file() => Refused([], "it is empty", "fetch");

    private static void Refused(ZipItem[] items, string reason) => Refused(ZipBytes.Of(items), reason, "");

    private static void Refused(byte[] bytes, string reason, string remedy = "")
    {
        using var folder = new TemporaryFolder(TestContext.CurrentContext.Test.ID + "-refused");
        var path = folder.File("a.npz", bytes);
        Assert.That(() => WeightsFile.Read(path).Dispose(), Throws.TypeOf<FileError>().With.Message.StartsWith(path).And.Message.Contains(reason).And.Message.Contains(remedy));
    }

    internal static byte[] Npy(NdArray array)
    {
        using var stream = new MemoryStream();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }

    private static byte[] Header(string text, int dataBytes) =>
        [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text.Select(c => (byte)c), .. new byte[dataBytes]];
}
