using System.Text.Json;
using NUnit.Framework;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Weights;

/// <summary>The files of eng/reference/weight_files.py, made by torch 1.13 and NumPy 1.24, with what is in them.</summary>
internal static class WeightFileValues
{
    internal static string Path(string name) => TestFiles.Path("Weights", "Files", name);

    internal static IEnumerable<string> Names
    {
        get
        {
            using var expected = Open();
            return [.. expected.RootElement.EnumerateObject().Select(file => file.Name)];
        }
    }

    /// <summary>Holds that a state dict is what torch or NumPy had under this name: names, order, types, shapes, values.</summary>
    internal static void AssertIs(StateDict state, string name)
    {
        using var expected = Open();
        var tensors = expected.RootElement.GetProperty(name).EnumerateObject().ToArray();
        using var scope = NewDisposeScope();
        Assert.That(state.Names, Is.EqualTo(tensors.Select(tensor => tensor.Name)));
        foreach (var tensor in tensors)
        {
            var actual = state[tensor.Name];
            Assert.Multiple(() =>
            {
                Assert.That(TypeName(actual.Dtype), Is.EqualTo(tensor.Value.GetProperty("type").GetString()), tensor.Name);
                Assert.That(actual.Shape, Is.EqualTo(tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())), tensor.Name);
                var values = tensor.Value.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray();
                Assert.That(actual.ToTensor(float64).contiguous().data<double>().ToArray(), Is.EqualTo(values), tensor.Name);
                Assert.That(Pieces(actual), Is.EqualTo(actual.ToArray()), tensor.Name);
            });
        }
    }

    // Byte by byte, as nobody reads, but as a chunk's border may fall.
    private static byte[] Pieces(WeightTensor tensor)
    {
        var bytes = new byte[tensor.ByteCount];
        for (var i = 0; i < bytes.Length; i++)
            tensor.CopyTo(bytes.AsSpan(i, 1), i);
        return bytes;
    }

    private static string TypeName(ScalarType type) => type switch
    {
        ScalarType.Byte => "uint8",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static JsonDocument Open() => JsonDocument.Parse(File.ReadAllBytes(Path("expected.json")));
}
