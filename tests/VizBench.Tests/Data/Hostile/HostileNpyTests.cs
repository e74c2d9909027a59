using NUnit.Framework;
using VizBench.Arrays;

namespace VizBench.Tests.Data.Hostile;

/// <summary>Each refusal of the .npy reader, by name.</summary>
public sealed class HostileNpyTests
{
    private const string Good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";

    [Test]
    public void A_missing_file() => Refused(() => NpyFile.Read("/nonexistent/a.npy"), "file", "does not exist");

    [Test]
    public void A_folder() => Refused(() => NpyFile.Read("/"), "file", "folder");

    [Test]
    public void A_device() => Refused(() => NpyFile.Read("/dev/zero"), "", "");

    [Test]
    public void An_empty_file() => Refused([], "start of file", "too short");

    [Test]
    public void Another_magic() => Refused([.. "PK\u0003\u0004 a zip of arrays, .npz"u8], "start of file", "numpy.save");

    [Test]
    public void Version_4() => Refused(NpyTests.File(4, Good, new byte[8]), "version", "4.0");

    [Test]
    public void A_file_that_ends_in_the_header_length() => Refused([0x93, .. "NUMPY"u8, 2, 0, 1, 0], "header length", "truncated");

    [Test]
    public void A_header_longer_than_the_file() => Refused(NpyTests.File(1, Good, [])[..40], "header length", "truncated");

    [Test]
    public void A_header_of_4_GiB() =>
        Refused([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255, .. new byte[64]], "header length", "4294967295");

    [Test]
    public void A_truncated_payload() => Refused(NpyTests.File(1, Good, new byte[7]), "data", "truncated");

    [Test]
    public void Bytes_after_the_payload() => Refused(NpyTests.File(1, Good, new byte[9]), "data", "9 bytes");

    [Test]
    public void A_shape_that_promises_80_GB() =>
        RefusedHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (100000, 100000), }", "truncated");

    [Test]
    public void A_shape_whose_product_overflows() =>
        RefusedHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "truncated");

    [Test]
    public void A_shape_whose_product_overflows_to_the_right_length() =>
        RefusedHeader("{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 4294967296, 1), }", "truncated");

    [Test]
    public void A_negative_axis() => RefusedHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "axis length");

    [Test]
    public void An_axis_beyond_64_bits() =>
        RefusedHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "axis length");

    [Test]
    public void A_shape_of_65_axes() =>
        RefusedHeader($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Concat(Enumerable.Repeat("1, ", 65))})}}", "64 axes");

    [Test]
    public void A_shape_that_is_a_number() => RefusedHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (2), }", "comma");

    [Test]
    public void A_shape_that_is_a_list() => RefusedHeader("{'descr': '<f4', 'fortran_order': False, 'shape': [2], }", "'('");

    [Test]
    public void Object_arrays() => RefusedHeader("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "object array");

    [Test]
    public void Structured_arrays() => RefusedHeader("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "structured");

    [TestCase("<c16")]
    [TestCase("<U8")]
    [TestCase("<f16")]
    [TestCase("<M8[ns]")]
    [TestCase("=f4")]
    [TestCase("f4")]
    [TestCase("")]
    public void Types_that_are_not_read(string descr) =>
        RefusedHeader($"{{'descr': '{descr}', 'fortran_order': False, 'shape': (2,), }}", "is not read");

    [Test]
    public void A_type_without_byte_order() => RefusedHeader("{'descr': '|f4', 'fortran_order': False, 'shape': (2,), }", "byte order");

    [Test]
    public void A_bool_that_is_7() =>
        Refused(NpyTests.File(1, "{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", [0, 1, 7]), "data, element 2", "7");

    [Test]
    public void A_key_given_twice() => RefusedHeader("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "twice");

    [Test]
    public void An_unknown_key() => RefusedHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", "'x'");

    [TestCase("descr")]
    [TestCase("fortran_order")]
    [TestCase("shape")]
    public void A_missing_key(string key) => RefusedHeader(Good.Replace($"'{key}'", "'?'", StringComparison.Ordinal), "?");

    [TestCase("{'descr': '<f4', 'fortran_order': False}", "shape")]
    [TestCase("{}", "descr")]
    public void Keys_left_out(string header, string missing) => RefusedHeader(header, $"'{missing}' is missing");

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{'")]
    [TestCase("{'descr'")]
    [TestCase("{'descr':")]
    [TestCase("{'descr': '<f4'")]
    [TestCase("{'descr': '<f4', 'fortran_order': Fal")]
    [TestCase("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (2,")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (2,,)}")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (0x2,)}")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (1+1,)}")]
    [TestCase("__import__('os').system('true')")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} or 1")]
    [TestCase("{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (2,)}")]
    public void Headers_that_are_not_that_dictionary(string header) => RefusedHeader(header, "");

    [Test]
    public void Every_truncation_of_a_good_file()
    {
        var good = NpyTests.File(1, Good, new byte[8]);
        for (var length = 0; length < good.Length; length++)
        {
            var bytes = good[..length];
            Assert.That(() => Read(bytes), Throws.TypeOf<FileError>(), $"cut to {length} bytes");
        }
    }

    [Test]
    public void Mutations_are_read_or_refused()
    {
        byte[] good = NpyTests.File(1, Good, [1, 2, 3, 4, 5, 6, 7, 8]);
        byte[] other = NpyTests.File(2, "{'descr': '>i8', 'fortran_order': True, 'shape': (2, 1), }", new byte[16]);
        Mutations.OnlyFileErrors("npy", [good, other], 20_000, bytes => Read(bytes));
    }

    private static NdArray Read(byte[] bytes) => NpyFile.Read(new MemoryStream(bytes), "made.npy");

    private static void RefusedHeader(string header, string reason) => Refused(NpyTests.File(1, header, new byte[8]), "", reason);

    private static void Refused(byte[] bytes, string place, string reason)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(() => Read(bytes), place, reason);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20), "bytes allocated");
    }

    private static void Refused(Func<NdArray> read, string place, string reason)
    {
        var error = Assert.Throws<FileError>(() => read());
        Assert.That(error!.Place, Does.StartWith(place == "" ? "" : place));
        Assert.That(error.Reason, Does.Contain(reason));
        Assert.That(error.Message, Does.StartWith(error.Path));
    }
}
