using System.Text.Json;
using VizBench.Arrays;
using VizBench.Data.ConceptWorld;
using VizBench.Randomness;
using VizBench.Tests.Data;
using VizBench.Tests.Onnx;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Channels;

/// <summary>
/// A small network of ConceptWorld's classes in a folder of its own, for inputs of any number of channels, as an ONNX file with a companion:
/// two convolutions (layers c1, r1, p1, c2, r2), global average pooling, a fully connected layer. Its weights are random.
/// </summary>
internal sealed class ChannelNetwork : IDisposable
{
    internal const string Layer = "r2";

    private readonly TestFolder _folder = new();

    /// <param name="preprocessing">JSON; null: none is given</param>
    internal ChannelNetwork(int channels, string? preprocessing = null, int side = WorldOptions.SmallestSize)
    {
        (Channels, Side) = (channels, side);
        System.IO.File.WriteAllBytes(File, new OnnxBuilder(13, channels, side, side)
            .Weights("w1", [6, channels, 3, 3], Random("w1", 6 * channels * 9, 0.3))
            .Weights("b1", [6], Random("b1", 6, 0.2))
            .Weights("w2", [8, 6, 3, 3], Random("w2", 8 * 6 * 9, 0.3))
            .Weights("fc", [8, World.Classes.Count], Random("fc", 8 * World.Classes.Count, 1))
            .Node("Conv", "x w1 b1", "c1", Ints("pads", 1, 1, 1, 1)).Node("Relu", "c1", "r1")
            .Node("MaxPool", "r1", "p1", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2))
            .Node("Conv", "p1 w2", "c2", Ints("pads", 1, 1, 1, 1)).Node("Relu", "c2", "r2")
            .Node("GlobalAveragePool", "r2", "g").Node("Flatten", "g", "f").Node("Gemm", "f fc", "logits").Output("logits").Build());
        var classes = JsonSerializer.Serialize(World.Classes);
        System.IO.File.WriteAllText(In("network.json"), preprocessing is null ? $$"""{"classes": {{classes}}}""" : $$"""{"classes": {{classes}}, "preprocessing": {{preprocessing}}}""");
        NpyFile.Write(Input, NdArray.Of(Random("input", channels * side * side, 1), channels, side, side));
        NpyFile.Write(Other, NdArray.Of(Random("other", channels * side * side, 1), channels, side, side));
    }

    internal int Channels { get; }

    internal int Side { get; }

    internal string File => In("network.onnx");

    /// <summary>An array of normal numbers of the network's input shape.</summary>
    internal string Input => In("input.npy");

    /// <summary>Another array of the same shape, for whatever a method needs by a role.</summary>
    internal string Other => In("other.npy");

    internal string In(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    private static double[] Random(string what, int count, double scale) => [.. new StreamKey(3, "channels", what).Open().Normal(count).Select(value => scale * value)];
}
