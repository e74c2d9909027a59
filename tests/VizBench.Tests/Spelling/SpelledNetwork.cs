using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Weights;
using VizBench.Tests.Onnx;
using VizBench.Tests.Weights;

namespace VizBench.Tests.Spelling;

/// <summary>How two convolutions and a classifier are put together.</summary>
public enum Wiring
{
    /// <summary>One behind the other.</summary>
    Chain,

    /// <summary>The second added to what it reads.</summary>
    Residual,

    /// <summary>Two beside one another.</summary>
    Concat,

    /// <summary>The second depthwise.</summary>
    Depthwise,
}

/// <summary>Small classifiers of 3×8×8 whose layers are spelled in a given way.</summary>
internal static class SpelledNetwork
{
    internal const long Size = 8;

    /// <param name="convolution">of <see cref="Block.Convolutions"/></param>
    /// <param name="dense">of <see cref="Block.DenseLayers"/></param>
    internal static Network Of(Wiring wiring, int convolution, int dense, long classes)
    {
        var (conv, last) = (Block.Convolutions[convolution].Add, Block.DenseLayers[dense].Add);
        // Pads are attributes before opset 11.
        return Load(10, onnx =>
        {
            conv(Block.Convolution("first", 3, 4, Size), onnx, "x", "first");
            onnx.Node("Relu", "first", "relu1");
            var features = 4L;
            switch (wiring)
            {
                case Wiring.Residual:
                    conv(Block.Convolution("second", 4, 4, Size), onnx, "relu1", "second");
                    onnx.Node("Add", "relu1 second", "joined");
                    break;
                case Wiring.Concat:
                    conv(Block.Convolution("second", 4, 4, Size), onnx, "relu1", "second");
                    conv(Block.Convolution("third", 4, 2, Size), onnx, "relu1", "third");
                    onnx.Node("Concat", "second third", "joined", OnnxBuilder.Int("axis", 1));
                    features = 6;
                    break;
                default:
                    conv(Block.Convolution("second", 4, 4, Size, wiring == Wiring.Depthwise ? 4 : 1), onnx, "relu1", "joined");
                    break;
            }

            onnx.Node("Relu", "joined", "relu2").Node("GlobalAveragePool", "relu2", "pool").Node("Flatten", "pool", "flat");
            last(Block.Dense("dense", features, classes), onnx, "flat", "logits");
            onnx.Output("logits");
        });
    }

    /// <summary>A network from a graph, in float64, its attributes the decimals that were written.</summary>
    internal static Network Load(long opset, Action<OnnxBuilder> build, long[]? shape = null)
    {
        using var folder = new TemporaryFolder();
        var builder = new OnnxBuilder(opset, shape ?? [3, Size, Size]) { Batch = null };
        build(builder);
        using var file = OnnxNetwork.Read(folder.File("model.onnx", builder.Build()));
        return WeightLoader.Load(file.Architecture, file.Weights, float64, CPU);
    }

    /// <summary>Two inputs of the network's shape.</summary>
    internal static Tensor Input(Network network) =>
        tensor(Block.Numbers("input", 2 * network.Architecture.InputShape.Aggregate((a, b) => a * b)).Select(value => 4 * value).ToArray(), [2, .. network.Architecture.InputShape]);
}
