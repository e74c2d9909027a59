using System.Security.Cryptography;
using NUnit.Framework;
using VizBench.Arrays;

namespace VizBench.Tests.Data;

/// <summary>.npy files byte for byte as NumPy 1.24.2 writes them, and NumPy's own files read.</summary>
public sealed class NpyTests
{
    // numpy.lib.format.write_array of the same arrays, hashed.
    private static IEnumerable<TestCaseData> NumPyFiles()
    {
        yield return Case("float32 (2, 3)", NdArray.Of([1.5f, -2, 3, 0, float.PositiveInfinity, 1e-3f], 2, 3),
            "646cbe782860457c25c1686b6bc6521f1f189d7179c1f5f979de09e9580a95bd");
        yield return Case("float64 ()", NdArray.Of([0.1]),
            "4656e0df3f722a77d394f11d5bba5dacf92497ad9a0c3e7f0bc93a6101c18613");
        yield return Case("bool (3,)", NdArray.Vector(true, false, true),
            "67c5322b3a41bd511d187bf14aa4032195ab34034d7c31199d9408522483f689");
        yield return Case("int64 (1, 2, 3)", NdArray.Of([-3L, -2, -1, 0, 1, 2], 1, 2, 3),
            "40b6bd87dbbb91effb082ef3e0a13f6b5be03825ac9b9ce8c613bd5071c768c9");
        yield return Case("uint8 (0, 3)", NdArray.Of(Array.Empty<byte>(), 0, 3),
            "f6f8508dfa4dc7dc5dd3a9ebc2a8f08d605c68e5d3f6df3653d7141221f3f47d");
        yield return Case("float32 (1, 3, 2, 2)", NdArray.Of(new float[12], 1, 3, 2, 2),
            "5fa9a7dc14e01a8df19a5b6dddd04eb8b3e25fb364cc5ac0d17b6626dcc06c69");
        yield return Case("float32, 20 axes", NdArray.Of(new float[1], [.. Enumerable.Repeat(1L, 20)]),
            "c3397e919fe620f844c70c976e8a3b197f40df5c195ff5cf4074afbe58e5c8c5");
    }

    private static TestCaseData Case(string name, NdArray array, string sha256) => new TestCaseData(array, sha256).SetArgDisplayNames(name);

    [TestCaseSource(nameof(NumPyFiles))]
    public void Written_as_NumPy_writes(NdArray array, string sha256)
    {
        var stream = new MemoryStream();
        NpyFile.Write(stream, array);
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(stream.ToArray())), Is.EqualTo(sha256));
    }

    [Test]
    public void Big_endian_Fortran_order_as_NumPy_wrote_it()
    {
        var array =
            ReadHex(1, "{'descr': '>f4', 'fortran_order': True, 'shape': (2, 3), }", "00000000404000003f800000408000004000000040a00000");
        Assert.That(array.Shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(array.As<float>(), Is.EqualTo(new float[] { 0, 1, 2, 3, 4, 5 }));
    }

    [Test]
    public void Version_2_big_endian_integers()
    {
        var array = ReadHex(2, "{'descr': '>i2', 'fortran_order': False, 'shape': (2, 3), }", "000000010002000300040005");
        Assert.That(array.As<short>(), Is.EqualTo(new short[] { 0, 1, 2, 3, 4, 5 }));
    }

    [Test]
    public void Version_3_halves()
    {
        var array = ReadHex(3, "{'descr': '<f2', 'fortran_order': False, 'shape': (3,), }", "003c00b8ff7b");
        Assert.That(array.As<Half>(), Is.EqualTo(new[] { (Half)1, (Half)(-0.5), (Half)65504 }));
        Assert.That(array.ToDoubles(), Is.EqualTo(new[] { 1, -0.5, 65504 }));
    }

    [Test]
    public void Keys_in_any_order_other_quotes_and_no_last_comma() =>
        Assert.That(ReadHex(1, "{\"shape\":(1,),'descr':\"|u1\",'fortran_order':False}", "2a").As<byte>(), Is.EqualTo(new byte[] { 42 }));

    [Test]
    public void Fortran_order_of_three_axes()
    {
        // The element at (i, j, k) of shape (2, 3, 4) is 100 i + 10 j + k; the first index varies fastest in the file.
        var file = from k in Enumerable.Range(0, 4)
                   from j in Enumerable.Range(0, 3)
                   from i in Enumerable.Range(0, 2)
                   select (byte)(100 * i + 10 * j + k);
        var expected = from i in Enumerable.Range(0, 2)
                       from j in Enumerable.Range(0, 3)
                       from k in Enumerable.Range(0, 4)
                       select (byte)(100 * i + 10 * j + k);
        var array = ReadHex(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }", Convert.ToHexString([.. file]));
        Assert.That(array.As<byte>(), Is.EqualTo(expected));
    }

    [Test]
    public void An_axis_of_0_beside_a_huge_one_is_an_empty_array() =>
        Assert.That(ReadHex(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 9, 0), }", "").Count, Is.Zero);

    [Test]
    public void Every_type_becomes_doubles()
    {
        NdArray[] arrays =
        [
            NdArray.Vector(true), NdArray.Vector((sbyte)1), NdArray.Vector((byte)1), NdArray.Vector((short)1), NdArray.Vector(1),
            NdArray.Vector(1L), NdArray.Vector((Half)1), NdArray.Vector(1f), NdArray.Vector(1.0),
        ];
        Assert.That(arrays.Select(array => array.Type), Is.EqualTo(Enum.GetValues<NdType>()));
        Assert.That(arrays.SelectMany(array => array.ToDoubles()), Is.All.EqualTo(1));
        Assert.That(NdArray.Of([(sbyte)-1]).ToDoubles(), Is.EqualTo(new[] { -1.0 }));
        Assert.That(NdArray.Of([(byte)255]).ToSingles(), Is.EqualTo(new[] { 255f }));
    }

    [Test]
    public void The_wrong_element_type_is_an_error()
    {
        Assert.That(() => NdArray.Of([(byte)1]).As<sbyte>(), Throws.InvalidOperationException);
        Assert.That(() => NdArray.Of([1.0], 2), Throws.ArgumentException);
        Assert.That(() => NdArray.Of(['a']), Throws.ArgumentException);
    }

    internal static NdArray ReadHex(int version, string header, string hex) =>
        NpyFile.Read(new MemoryStream(File(version, header, Convert.FromHexString(hex))), "made.npy");

    /// <summary>A file of this header text, which is not padded.</summary>
    internal static byte[] File(int version, string header, byte[] data)
    {
        byte[] length = version == 1
            ? [(byte)header.Length, (byte)(header.Length >> 8)]
            : [(byte)header.Length, (byte)(header.Length >> 8), (byte)(header.Length >> 16), (byte)(header.Length >> 24)];
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. System.Text.Encoding.Latin1.GetBytes(header), .. data];
    }
}
