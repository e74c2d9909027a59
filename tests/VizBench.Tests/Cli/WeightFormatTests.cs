using System.Runtime.InteropServices;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Files;
using VizBench.Networks.Weights;
using VizBench.Tests.Data;
using VizBench.Tests.Weights;
using static VizBench.Tests.Weights.PickleBytes;

namespace VizBench.Tests.Cli;

/// <summary>The same weights give the same result, to the byte, in whatever format they come.</summary>
internal sealed class WeightFormatTests
{
    [Test]
    public void The_same_weights_in_every_format_give_the_same_bytes()
    {
        using var folder = new TestFolder();
        using var state = WeightsFile.Read(Path.Combine(ProductFiles.Models, "vgg-mini.safetensors"));
        var expected = Saliency(folder, "expected", []);
        var names = state.Names.ToArray();
        var arrays = state.Select(tensor => (tensor.Shape, Data: Halves(tensor))).ToArray();
        var pickle = Dict([.. names.Select((name, i) => (name, HalfTensor(arrays[i].Shape, i)))]);
        var storages = arrays.Select((array, i) => ($"data/{i}", MemoryMarshal.AsBytes(array.Data.AsSpan()).ToArray())).ToArray();
        File.WriteAllBytes(folder.File("zip"), ZipFile(Whole(pickle), storages));
        File.WriteAllBytes(folder.File("legacy"), LegacyFile(pickle, [.. names.Select((_, i) => $"{i}")],
            [.. arrays.Zip(storages).SelectMany(pair => LegacyStorage(pair.First.Data.LongLength, pair.Second.Item2))]));
        File.WriteAllBytes(folder.File("npz"), ZipBytes.Of([.. names.Select((name, i) => new ZipItem(name + ".npy", Npy(arrays[i].Data, arrays[i].Shape)) { Deflate = i % 2 == 0 })]));
        foreach (var format in new[] { "zip", "legacy", "npz" })
            Assert.That(Saliency(folder, $"{format}-result", ["--weights", folder.File(format)]), Is.EqualTo(expected), format);
    }

    private static byte[] Saliency(TestFolder folder, string name, string[] weights)
    {
        var path = folder.File(name + ".npy");
        var outcome = CommandLine.Run(["apply", "saliency", "--network", "vgg-mini", "--input", "world:1:0", "--target", "3", "--out", path, .. weights]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        return File.ReadAllBytes(path);
    }

    // The committed weights are float16.
    private static Half[] Halves(WeightTensor tensor)
    {
        Assert.That(tensor.Dtype, Is.EqualTo(float16));
        return MemoryMarshal.Cast<byte, Half>(tensor.ToArray()).ToArray();
    }

    private static byte[] HalfTensor(long[] shape, int storage)
    {
        var strides = shape.Select((_, axis) => shape.Skip(axis + 1).Aggregate(1L, (product, size) => product * size)).ToArray();
        return Tensor(Storage("HalfStorage", $"{storage}", shape.Aggregate(1L, (product, size) => product * size)), 0, shape, strides);
    }

    private static byte[] Npy(Half[] values, long[] shape)
    {
        using var stream = new MemoryStream();
        NpyFile.Write(stream, NdArray.Of(values, shape));
        return stream.ToArray();
    }
}
