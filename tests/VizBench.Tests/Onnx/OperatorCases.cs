using VizBench.Networks;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>The cases of <see cref="OperatorTests"/>; x is (N, 4, 5, 6) where nothing else is said.</summary>
internal static class OperatorCases
{
    private static readonly double[] s_four = [0.5, -1.25, 2, 0.75];

    internal static IReadOnlyList<OperatorCase> All { get; } =
    [
        .. Convolutions(), .. Pools(), .. Linears(), .. Activations(), .. Normalizations(), .. Arithmetic(), .. Shapes(), .. Axes(), .. Reductions(), .. Constants(), .. Newer(),
    ];

    private static IEnumerable<OperatorCase> Convolutions()
    {
        var kernel = Numbers(3 * 4 * 3 * 3);
        Tensor Weight() => tensor(kernel, [3, 4, 3, 3]);
        Tensor Bias() => tensor(new[] { 0.1, -0.2, 0.3 }, [3]);
        Action<OnnxBuilder> With(params Wire[] attributes) => b => b.Weights("w", [3, 4, 3, 3], kernel).Weights("b", [3], 0.1, -0.2, 0.3).Node("Conv", "x w b", "y", attributes);
        yield return new OperatorCase("Conv", 13, With(Ints("pads", 1, 1, 1, 1)), x => nn.functional.conv2d(x, Weight(), Bias(), padding: [1, 1])).As<Convolution>();
        yield return new OperatorCase(
            "Conv with pads of its own on each side", 11, With(Ints("pads", 0, 1, 2, 3), Ints("strides", 2, 1)),
            x => nn.functional.conv2d(nn.functional.pad(x, new long[] { 1, 3, 0, 2 }), Weight(), Bias(), strides: [2, 1])).As<Pad, Convolution>();
        yield return new OperatorCase(
            "Conv SAME_UPPER", 13, With(Text("auto_pad", "SAME_UPPER"), Ints("strides", 2, 2)),
            x => nn.functional.conv2d(nn.functional.pad(x, new long[] { 0, 1, 1, 1 }), Weight(), Bias(), strides: [2, 2])).As<Pad, Convolution>();
        yield return new OperatorCase(
            "Conv SAME_LOWER", 13, With(Text("auto_pad", "SAME_LOWER"), Ints("strides", 2, 2)),
            x => nn.functional.conv2d(nn.functional.pad(x, new long[] { 1, 0, 1, 1 }), Weight(), Bias(), strides: [2, 2])).As<Pad, Convolution>();
        yield return new OperatorCase("Conv VALID", 13, With(Text("auto_pad", "VALID")), x => nn.functional.conv2d(x, Weight(), Bias())).As<Convolution>();
        var grouped = Numbers(6 * 2 * 2 * 2);
        yield return new OperatorCase(
            "Conv in groups, dilated", 13,
            b => b.Weights("w", [6, 2, 2, 2], grouped).Node("Conv", "x w", "y", Int("group", 2), Ints("dilations", 2, 3), Ints("kernel_shape", 2, 2)),
            x => nn.functional.conv2d(x, tensor(grouped, [6, 2, 2, 2]), dilation: [2, 3], groups: 2)).As<Convolution>();
    }

    private static IEnumerable<OperatorCase> Pools()
    {
        yield return new OperatorCase(
            "MaxPool", 12, b => b.Node("MaxPool", "x", "y", Ints("kernel_shape", 3, 2), Ints("strides", 2, 2), Ints("pads", 1, 0, 1, 0)),
            x => nn.functional.max_pool2d(x, [3, 2], [2, 2], [1, 0])).As<MaxPool>();
        yield return new OperatorCase(
            "MaxPool rounding up, dilated", 12, b => b.Node("MaxPool", "x", "y", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Ints("dilations", 2, 2), Int("ceil_mode", 1)),
            x => nn.functional.max_pool2d(x, [2, 2], [2, 2], [0, 0], [2, 2], true)).As<MaxPool>();
        yield return new OperatorCase(
            "MaxPool with pads of its own on each side", 12, b => b.Node("MaxPool", "x", "y", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Ints("pads", 0, 0, 1, 1)),
            x => nn.functional.max_pool2d(nn.functional.pad(x, new long[] { 0, 1, 0, 1 }, value: -1000), [2, 2], [2, 2])).As<Pad, MaxPool>();
        yield return new OperatorCase(
            "AveragePool counting its padding", 11, b => b.Node("AveragePool", "x", "y", Ints("kernel_shape", 3, 3), Ints("pads", 1, 1, 1, 1), Int("count_include_pad", 1)),
            x => nn.functional.avg_pool2d(x, [3, 3], [1, 1], [1, 1])).As<AveragePool>();
        yield return new OperatorCase(
            "AveragePool not counting its padding", 11, b => b.Node("AveragePool", "x", "y", Ints("kernel_shape", 3, 3), Ints("strides", 2, 2), Ints("pads", 1, 1, 1, 1)),
            x => nn.functional.avg_pool2d(x, [3, 3], [2, 2], [1, 1], false, false)).As<AveragePool>();
        yield return new OperatorCase(
            "AveragePool SAME_UPPER", 11, b => b.Node("AveragePool", "x", "y", Ints("kernel_shape", 2, 2), Ints("strides", 1, 1), Text("auto_pad", "SAME_UPPER")),
            x => nn.functional.avg_pool2d(nn.functional.pad(x, new long[] { 0, 1, 0, 1 }), [2, 2], [1, 1])
                / nn.functional.avg_pool2d(nn.functional.pad(x * 0 + 1, new long[] { 0, 1, 0, 1 }), [2, 2], [1, 1]));
        yield return new OperatorCase(
            "AveragePool counting pads of its own on each side", 11,
            b => b.Node("AveragePool", "x", "y", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Ints("pads", 1, 0, 0, 0), Int("count_include_pad", 1)),
            x => nn.functional.avg_pool2d(nn.functional.pad(x, new long[] { 0, 0, 1, 0 }), [2, 2], [2, 2])).As<Pad, AveragePool>();
        yield return new OperatorCase("GlobalAveragePool", 13, b => b.Node("GlobalAveragePool", "x", "y"), x => x.mean([2, 3], true)).As<AdaptiveAveragePool>();
        yield return new OperatorCase("GlobalMaxPool", 13, b => b.Node("GlobalMaxPool", "x", "y"), x => x.amax(2, 3).unsqueeze(2).unsqueeze(3)).As<GlobalMaxPool>();
    }

    private static IEnumerable<OperatorCase> Linears()
    {
        var kernel = Numbers(120 * 3);
        Tensor ByRows(Tensor x) => x.flatten(1).matmul(tensor(kernel, [120, 3]));
        yield return new OperatorCase(
            "Gemm", 13, b => b.Weights("w", [120, 3], kernel).Weights("b", [3], 1, 2, 3).Node("Flatten", "x", "f").Node("Gemm", "f w b", "y"),
            x => ByRows(x) + tensor(new double[] { 1, 2, 3 }, [3])).As<Flatten, Linear>();
        yield return new OperatorCase(
            "Gemm with factors, a transposed weight and one bias for all", 11,
            b => b.Weights("w", [3, 120], kernel).Weights("b", [], 4).Node("Flatten", "x", "f").Node("Gemm", "f w b", "y", Int("transB", 1), Float("alpha", 0.5), Float("beta", 0.25)),
            x => x.flatten(1).matmul(tensor(kernel, [3, 120]).transpose(0, 1)) * 0.5 + 1).As<Flatten, Linear>();
        yield return new OperatorCase(
            "Gemm without bias", 13, b => b.Weights("w", [120, 3], kernel).Node("Flatten", "x", "f").Node("Gemm", "f w", "y"), ByRows).As<Flatten, Linear>();
        yield return new OperatorCase(
            "MatMul and Add", 13, b => b.Weights("w", [120, 3], kernel).Weights("b", [3], 1, 2, 3).Node("Flatten", "x", "f").Node("MatMul", "f w", "m").Node("Add", "b m", "y"),
            x => ByRows(x) + tensor(new double[] { 1, 2, 3 }, [3])).As<Flatten, Linear>();
        yield return new OperatorCase(
            "MatMul whose product is read twice", 13,
            b => b.Weights("w", [120, 3], kernel).Weights("b", [3], 1, 2, 3).Node("Flatten", "x", "f").Node("MatMul", "f w", "m").Node("Add", "m b", "a").Node("Add", "a m", "y"),
            x => ByRows(x) * 2 + tensor(new double[] { 1, 2, 3 }, [3])) with
        { Layers = [typeof(Flatten), typeof(Linear), typeof(Shift), typeof(Add)] };
        yield return new OperatorCase(
            "MatMul by a weight that is transposed in the graph, over the last axis", 13,
            b => b.Weights("w", [3, 6], kernel[..18]).Weights("b", [3], 1, 2, 3).Node("Transpose", "w", "t", Ints("perm", 1, 0)).Node("MatMul", "x t", "m").Node("Add", "m b", "y"),
            x => x.matmul(tensor(kernel[..18], [3, 6]).transpose(0, 1)) + tensor(new double[] { 1, 2, 3 }, [3])).As<LastAxisLinear>();
    }

    private static IEnumerable<OperatorCase> Activations()
    {
        const double Alpha = 1.6732632423543772848;
        const double Gamma = 1.0507009873554804934;
        yield return Each("Relu", 14, v => Math.Max(v, 0)).As<ReLU>();
        yield return Each("LeakyRelu", 13, v => v > 0 ? v : 0.01f * v).As<LeakyReLU>();
        yield return Each("LeakyRelu", 6, v => v > 0 ? v : 0.2f * v, Float("alpha", 0.2)).As<LeakyReLU>();
        yield return Each("Elu", 13, v => v > 0 ? v : 2 * (Math.Exp(v) - 1), Float("alpha", 2)).As<Elu>() with { Opset = 9 };
        yield return Each("Selu", 13, v => Gamma * (v > 0 ? v : Alpha * (Math.Exp(v) - 1))).As<Elu>();
        yield return Each("Selu", 9, v => Gamma * (v > 0 ? v : Alpha * (Math.Exp(v) - 1)), Float("alpha", Alpha), Float("gamma", Gamma));
        yield return Each("Sigmoid", 13, v => 1 / (1 + Math.Exp(-v))).As<Sigmoid>();
        yield return Each("HardSigmoid", 13, v => Math.Clamp(0.2f * v + 0.5, 0, 1)).As<HardSigmoid>();
        yield return Each("HardSigmoid", 9, v => Math.Clamp(v / 6 + 0.5, 0, 1), Float("alpha", 1.0 / 6)).As<HardSigmoid>();
        yield return Each("HardSwish", 14, v => v * Math.Clamp(v / 6 + 0.5, 0, 1)).As<HardSwish>();
        yield return Each("Tanh", 13, Math.Tanh).As<Tanh>();
        yield return Each("Softplus", 9, v => Math.Log(1 + Math.Exp(v))).As<Softplus>();
        yield return Each("Mish", 18, v => v * Math.Tanh(Math.Log(1 + Math.Exp(v)))).As<Mish>();
        yield return Each("Gelu", 20, v => v * (1 + Erf(v / Math.Sqrt(2))) / 2).As<Gelu>();
        yield return Each("Erf", 13, Erf).As<Erf>();
        yield return Each("Clip", 6, v => Math.Clamp(v, 0, 1), Float("min", 0), Float("max", 1)).As<Clip>() with { Opset = 9 };
        yield return Each("Clip", 10, v => Math.Max(v, 0), Float("min", 0)).As<ReLU>();
        yield return new OperatorCase("Clip", 11, b => b.Weights("high", [], 1).Node("Clip", "x _ high", "y"), x => x.clamp(max: 1)).As<Clip>();
        yield return new OperatorCase("Clip as ReLU", 13, b => b.Weights("low", [], 0).Node("Clip", "x low", "y"), x => x.relu()).As<ReLU>();
        yield return new OperatorCase("Clip without bounds", 13, b => b.Node("Clip", "x", "c").Node("Relu", "c", "y"), x => x.relu()).As<ReLU>();
        yield return new OperatorCase(
            "PRelu by channel", 13, b => b.Weights("s", [4, 1, 1], s_four).Node("PRelu", "x s", "y"), x => where(x.gt(0), x, x * tensor(s_four, [4, 1, 1]))).As<PReLU>();
        yield return new OperatorCase("PRelu of one slope", 9, b => b.Weights("s", [1], 0.3).Node("PRelu", "x s", "y"), x => where(x.gt(0), x, x * 0.3)).As<PReLU>();
        yield return new OperatorCase("Dropout", 7, b => b.Node("Dropout", "x", "y _", Float("ratio", 0.4)), x => x).As<Dropout>();
        yield return new OperatorCase("Dropout", 12, b => b.Weights("r", [], 0.4).Node("Dropout", "x r", "y"), x => x).As<Dropout>();
        yield return new OperatorCase("Softmax over all behind its axis", 11, b => b.Node("Softmax", "x", "y"), x => x.flatten(1).softmax(1).reshape(-1, 4, 5, 6));
        yield return new OperatorCase("Softmax over one axis", 13, b => b.Node("Softmax", "x", "y", Int("axis", 1)), x => x.softmax(1)).As<Softmax>();
        yield return new OperatorCase("LogSoftmax", 13, b => b.Node("Flatten", "x", "f").Node("LogSoftmax", "f", "y"), x => x.flatten(1).log_softmax(1)).As<Flatten, LogSoftmax>();
    }

    private static IEnumerable<OperatorCase> Normalizations()
    {
        foreach (var opset in new long[] { 9, 14, 15 })
        {
            yield return new OperatorCase(
                "BatchNormalization", opset,
                b => b.Weights("s", [4], 1, 2, 3, 4).Weights("b", [4], s_four).Weights("m", [4], 0, 1, 0, 1).Weights("v", [4], 1, 0.5, 2, 1)
                    .Node("BatchNormalization", "x s b m v", "y", Float("epsilon", 0.001)),
                x => (x - Channels(0, 1, 0, 1)) / (Channels(1, 0.5, 2, 1) + 0.001f).sqrt() * Channels(1, 2, 3, 4) + Channels(s_four)).As<BatchNorm>();
        }

        yield return new OperatorCase(
            "InstanceNormalization", 13, b => b.Weights("s", [4], 1, 2, 3, 4).Weights("b", [4], s_four).Node("InstanceNormalization", "x s b", "y"),
            x => (x - x.mean([2, 3], true)) / ((x - x.mean([2, 3], true)).square().mean([2, 3], true) + 1e-5f).sqrt() * Channels(1, 2, 3, 4) + Channels(s_four)).As<InstanceNorm>();
        var gain = Numbers(6);
        yield return new OperatorCase(
            "LayerNormalization", 17, b => b.Weights("s", [6], gain).Node("LayerNormalization", "x s", "y", Float("epsilon", 0.01)),
            x => (x - x.mean([3], true)) / ((x - x.mean([3], true)).square().mean([3], true) + 0.01f).sqrt() * tensor(gain, [6])).As<LayerNorm>();
        yield return new OperatorCase(
            "LRN", 13, b => b.Node("LRN", "x", "y", Int("size", 3), Float("alpha", 0.3), Float("beta", 0.5), Float("bias", 2)),
            x => x / (Neighbours(x.square()) * ((double)0.3f / 3) + 2).sqrt()).As<LocalResponseNorm>();
    }

    private static IEnumerable<OperatorCase> Arithmetic()
    {
        yield return new OperatorCase("Add of two", 13, b => b.Node("Relu", "x", "r").Node("Add", "r x", "y"), x => x.relu() + x).As<ReLU, Add>();
        yield return new OperatorCase("Add of a number", 7, b => b.Weights("c", [1], 2.5).Node("Add", "x c", "y"), x => x + 2.5).As<Affine>();
        yield return new OperatorCase("Add by channel", 13, b => b.Weights("c", [4, 1, 1], s_four).Node("Add", "c x", "y"), x => x + Channels(s_four)).As<Shift>();
        yield return new OperatorCase("Sub of a number", 13, b => b.Weights("c", [], 2.5).Node("Sub", "x c", "y"), x => x - 2.5).As<Affine>();
        yield return new OperatorCase("Sub from a number", 13, b => b.Weights("c", [], 2.5).Node("Sub", "c x", "y"), x => 2.5 - x).As<Affine>();
        yield return new OperatorCase("Sub by channel", 13, b => b.Weights("c", [1, 4, 1, 1], s_four).Node("Sub", "x c", "y"), x => x - Channels(s_four)).As<Shift>();
        yield return new OperatorCase("Sub from one by channel", 13, b => b.Weights("c", [1, 4, 1, 1], s_four).Node("Sub", "c x", "y"), x => Channels(s_four) - x).As<Affine, Shift>();
        yield return new OperatorCase("Sub of two", 13, b => b.Node("GlobalAveragePool", "x", "g").Node("Sub", "x g", "y"), x => x - x.mean([2, 3], true)).As<AdaptiveAveragePool, Subtract>();
        yield return new OperatorCase("Mul by a number", 13, b => b.Weights("c", [], 2.5).Node("Mul", "c x", "y"), x => x * 2.5).As<Affine>();
        yield return new OperatorCase("Mul by one", 13, b => b.Weights("c", [], 1).Node("Mul", "c x", "y"), x => x).As<Affine>();
        yield return new OperatorCase("Mul by channel", 13, b => b.Weights("c", [4, 1, 1], s_four).Node("Mul", "x c", "y"), x => x * Channels(s_four)).As<Scale>();
        yield return new OperatorCase(
            "Mul by a gate", 13, b => b.Node("GlobalMaxPool", "x", "g").Node("Mul", "x g", "y"), x => x * x.amax(2, 3).unsqueeze(2).unsqueeze(3)).As<GlobalMaxPool, Multiply>();
        yield return new OperatorCase("Add of a gate", 13, b => b.Node("GlobalMaxPool", "x", "g").Node("Add", "g x", "y"), x => x + x.amax(2, 3).unsqueeze(2).unsqueeze(3)).As<GlobalMaxPool, BroadcastAdd>();
        yield return new OperatorCase("Mul by itself", 13, b => b.Node("Mul", "x x", "y"), x => x.square()).As<Multiply>();
        yield return new OperatorCase("Div by a number", 13, b => b.Weights("c", [], 0.4).Node("Div", "x c", "y"), x => x / 0.4).As<Affine>();
        yield return new OperatorCase("Div by channel", 13, b => b.Weights("c", [4, 1, 1], s_four).Node("Div", "x c", "y"), x => x / Channels(s_four)).As<Scale>();
        yield return new OperatorCase("Div of a number", 13, b => b.Weights("c", [], 0.001).Node("Div", "c x", "y"), x => 0.001 / 1.0 * x.reciprocal()).As<Power, Affine>();
        yield return new OperatorCase("Div of two", 13, b => b.Node("Sigmoid", "x", "s").Node("Div", "x s", "y"), x => x / x.sigmoid()).As<Sigmoid, Divide>();
        yield return new OperatorCase("Pow", 13, b => b.Weights("c", [], 3).Node("Pow", "x c", "y"), x => x * x * x).As<Power>();
        yield return new OperatorCase("Pow by a half", 13, b => b.Weights("c", [], 0.5).Node("Sigmoid", "x", "s").Node("Pow", "s c", "y"), x => x.sigmoid().sqrt()).As<Sigmoid, SquareRoot>();
        yield return new OperatorCase("Sqrt", 13, b => b.Node("Sigmoid", "x", "s").Node("Sqrt", "s", "y"), x => x.sigmoid().sqrt()).As<Sigmoid, SquareRoot>();
        yield return new OperatorCase("Neg", 13, b => b.Node("Neg", "x", "y"), x => -x).As<Affine>();
        yield return new OperatorCase("Reciprocal", 13, b => b.Node("Sigmoid", "x", "s").Node("Reciprocal", "s", "y"), x => x.sigmoid().reciprocal()).As<Sigmoid, Power>();
        yield return new OperatorCase("Max with zero", 13, b => b.Weights("c", [], 0).Node("Max", "x c", "y"), x => x.relu()).As<ReLU>();
        yield return new OperatorCase("Min with a number", 13, b => b.Weights("c", [], 1).Node("Min", "c x", "y"), x => x.clamp(max: 1)).As<Clip>();
        yield return new OperatorCase("Sum with a constant", 13, b => b.Weights("c", [4, 1, 1], s_four).Node("Sum", "c x", "y"), x => x + Channels(s_four)).As<Shift>();
        yield return new OperatorCase(
            "Sum of two and two constants", 13, b => b.Weights("c", [4, 1, 1], s_four).Weights("d", [], 2).Node("Relu", "x", "r").Node("Sum", "c x d r", "y"),
            x => x + x.relu() + Channels(s_four) + 2)
        {
            Layers = [typeof(ReLU), typeof(Add), typeof(Shift), typeof(Shift)],
        };
        yield return new OperatorCase("Mean with a constant", 13, b => b.Weights("c", [4, 1, 1], s_four).Node("Mean", "c x", "y"), x => (x + Channels(s_four)) * 0.5).As<Shift, Affine>();
        yield return new OperatorCase(
            "Mean of constants", 13, b => b.Weights("c", [4, 1, 1], s_four).Weights("d", [], 2).Node("Mean", "c d", "e").Node("Add", "x e", "y"), x => x + Channels([.. s_four.Select(value => (value + 2) / 2)])).As<Shift>();
        yield return new OperatorCase("Sum of three", 8, b => b.Node("Relu", "x", "r").Node("Sum", "x r x", "y"), x => x + x + x.relu()).As<ReLU, Add>();
    }

    private static IEnumerable<OperatorCase> Shapes()
    {
        yield return new OperatorCase("Reshape that flattens", 13, b => b.Integers("s", 1, -1).Node("Reshape", "x s", "y"), x => x.flatten(1)).As<Flatten>();
        yield return new OperatorCase("Reshape with an open batch", 13, b => b.Integers("s", -1, 120).Node("Reshape", "x s", "y"), x => x.flatten(1)).As<Flatten>();
        yield return new OperatorCase("Reshape that copies", 13, b => b.Integers("s", 0, 0, -1).Node("Reshape", "x s", "y"), x => x.reshape(-1, 4, 30)).As<Reshape>();
        yield return new OperatorCase(
            "Reshape by a computed shape", 13,
            b => b.Integers("zero", 0).Integers("rest", -1).Node("Shape", "x", "s").Node("Gather", "s zero", "n").Node("Concat", "n rest", "t", Int("axis", 0)).Node("Reshape", "x t", "y"),
            x => x.flatten(1)).As<Flatten>();
        yield return new OperatorCase(
            "Reshape by the arithmetic of a channel shuffle", 11,
            b => b.Initializer(Longs("zero", [], 0)).Initializer(Longs("one", [], 1)).Initializer(Longs("two", [], 2)).Integers("g", 2).Integers("tail", 5, 6)
                .Node("Shape", "x", "s").Node("Gather", "s zero", "n").Node("Gather", "s one", "c").Node("Div", "c two", "half")
                .Node("Unsqueeze", "n", "n1", Ints("axes", 0)).Node("Unsqueeze", "half", "h1", Ints("axes", 0))
                .Node("Concat", "n1 g h1 tail", "t", Int("axis", 0)).Node("Reshape", "x t", "a").Node("Transpose", "a", "p", Ints("perm", 0, 2, 1, 3, 4))
                .Integers("back", 1, 4, 5, 6).Node("Reshape", "p back", "y"),
            x => x.reshape(-1, 2, 2, 5, 6).permute(0, 2, 1, 3, 4).reshape(-1, 4, 5, 6)) with
        { Layers = [typeof(Reshape), typeof(Transpose), typeof(Reshape)] };
        yield return new OperatorCase("Transpose", 13, b => b.Node("Transpose", "x", "y", Ints("perm", 0, 2, 3, 1)), x => x.permute(0, 2, 3, 1)).As<Transpose>();
        foreach (var opset in new long[] { 11, 13 })
        {
            yield return new OperatorCase(
                "Squeeze", opset, b => Axes(b.Node("GlobalAveragePool", "x", "g"), opset < 13, "Squeeze", "g", "y", 2, -1), x => x.mean([2, 3])).As<AdaptiveAveragePool, Flatten>();
            yield return new OperatorCase("Unsqueeze", opset, b => Axes(b, opset < 13, "Unsqueeze", "x", "y", 1), x => x.unsqueeze(1)).As<Reshape>();
        }

        yield return new OperatorCase("Squeeze of all axes of one entry", 13, b => b.Node("GlobalAveragePool", "x", "g").Node("Squeeze", "g", "y"), x => x.mean([2, 3]));
        yield return new OperatorCase(
            "Expand", 13, b => b.Integers("s", 1, 4, 5, 6).Node("GlobalAveragePool", "x", "g").Node("Expand", "g s", "y"), x => x.mean([2, 3], true).expand(2, 4, 5, 6)).As<AdaptiveAveragePool, Expand>();
        yield return new OperatorCase(
            "Expand as PyTorch writes it", 13,
            b => b.Integers("t", -1, 4, 5, 6).Integers("minus", -1).Node("Shape", "t", "rank").Node("ConstantOfShape", "rank", "ones", Tensor("value", Longs("", [1], 1)))
                .Node("Mul", "ones minus", "all").Node("Equal", "t all", "open").Node("Where", "open ones t", "shape").Node("GlobalAveragePool", "x", "g").Node("Expand", "g shape", "y"),
            x => x.mean([2, 3], true).expand(2, 4, 5, 6)).As<AdaptiveAveragePool, Expand>();
        yield return new OperatorCase(
            "Pad", 9, b => b.Node("Pad", "x", "y", Ints("pads", 0, 1, 2, 0, 0, 0, 1, 3), Float("value", 0.5)),
            x => nn.functional.pad(x, new long[] { 0, 3, 2, 1, 1, 0 }, value: 0.5)).As<Pad>();
        yield return new OperatorCase(
            "Pad", 13, b => b.Integers("p", 0, 0, 2, 0, 0, 0, -1, 3).Weights("v", [], 0.5).Node("Pad", "x p v", "y"),
            x => nn.functional.pad(x, new long[] { 0, 3, 2, -1 }, value: 0.5)).As<Pad>();
        yield return new OperatorCase(
            "Pad of some axes", 18, b => b.Integers("p", 1, 2).Integers("axes", -1).Node("Pad", "x p _ axes", "y"), x => nn.functional.pad(x, new long[] { 1, 2 })).As<Pad>();
        yield return new OperatorCase(
            "Pad that mirrors", 13, b => b.Integers("p", 0, 0, 1, 2, 0, 0, 2, 0).Node("Pad", "x p", "y", Text("mode", "reflect")),
            x => cat([x.narrow(2, 1, 1), x, x.narrow(2, 3, 1), x.narrow(2, 2, 1)], 2) is var rows ? cat([rows.narrow(3, 2, 1), rows.narrow(3, 1, 1), rows], 3) : x).As<ReflectPad>();
    }

    private static IEnumerable<OperatorCase> Axes()
    {
        yield return new OperatorCase("Concat", 13, b => b.Node("Relu", "x", "r").Node("Concat", "x r", "y", Int("axis", -3)), x => cat([x, x.relu()], 1)).As<ReLU, Concat>();
        yield return new OperatorCase(
            "Split", 11, b => b.Node("Split", "x", "a c", Int("axis", 1), Ints("split", 1, 3)).Node("Concat", "c a", "y", Int("axis", 1)), x => cat([x.narrow(1, 1, 3), x.narrow(1, 0, 1)], 1));
        yield return new OperatorCase(
            "Split", 13, b => b.Integers("s", 3, 1).Node("Split", "x s", "a c", Int("axis", 1)).Node("Concat", "c a", "y", Int("axis", 1)), x => cat([x.narrow(1, 3, 1), x.narrow(1, 0, 3)], 1));
        yield return new OperatorCase(
            "Split evenly", 18, b => b.Node("Split", "x", "a c", Int("axis", 1), Int("num_outputs", 2)).Node("Add", "c a", "y"), x => x.narrow(1, 0, 2) + x.narrow(1, 2, 2)) with
        { Layers = [typeof(Slice), typeof(Slice), typeof(Add)] };
        yield return new OperatorCase("Slice", 9, b => b.Node("Slice", "x", "y", Ints("axes", 1, 3), Ints("starts", 1, -3), Ints("ends", 3, 1000)), x => x.narrow(1, 1, 2).narrow(3, 3, 3)).As<Slice, Slice>();
        yield return new OperatorCase(
            "Slice", 10, b => b.Integers("s", 0, 4).Integers("e", long.MaxValue, long.MinValue).Integers("a", 0, 2).Integers("t", 1, -2).Node("Slice", "x s e a t", "y"),
            x => cat([x.narrow(2, 4, 1), x.narrow(2, 2, 1), x.narrow(2, 0, 1)], 2)).As<Gather>();
        yield return new OperatorCase(
            "Gather of one channel", 13, b => b.Initializer(Longs("i", [], -1)).Integers("one", 1).Node("Gather", "x i", "g", Int("axis", 1)).Node("Unsqueeze", "g one", "y"), x => x.narrow(1, 3, 1));
        yield return new OperatorCase("Gather of channels", 13, b => b.Integers("i", 2, 0).Node("Gather", "x i", "y", Int("axis", 1)), x => cat([x.narrow(1, 2, 1), x.narrow(1, 0, 1)], 1)).As<Gather>();
    }

    private static IEnumerable<OperatorCase> Reductions()
    {
        foreach (var opset in new long[] { 13, 18 })
        {
            yield return new OperatorCase("ReduceMean", opset, b => Axes(b, opset < 18, "ReduceMean", "x", "y", -1, -2), x => x.mean([2, 3], true)).As<AdaptiveAveragePool>();
            yield return new OperatorCase(
                "ReduceMean that drops its axes", opset, b => Axes(b, opset < 18, "ReduceMean", "x", "y", [2, 3], Int("keepdims", 0)), x => x.mean([2, 3])).As<AdaptiveAveragePool, Flatten>();
            yield return new OperatorCase("ReduceMax", opset, b => Axes(b, opset < 18, "ReduceMax", "x", "y", 2, 3), x => x.amax(2, 3).unsqueeze(2).unsqueeze(3)).As<GlobalMaxPool>();
            yield return new OperatorCase("ReduceMax over channels", opset, b => Axes(b, opset < 18, "ReduceMax", "x", "y", 1), x => x.amax(1).unsqueeze(1)).As<AxisReduction>();
        }

        yield return new OperatorCase("ReduceMean over channels", 13, b => Axes(b, true, "ReduceMean", "x", "y", 1), x => x.mean([1], true)).As<AxisReduction>();
        yield return new OperatorCase("ReduceSum", 11, b => Axes(b, true, "ReduceSum", "x", "y", 1), x => x.sum(1, true)).As<AxisReduction>();
        yield return new OperatorCase("ReduceSum", 13, b => Axes(b, false, "ReduceSum", "x", "y", [2], Int("keepdims", 0)), x => x.sum(2)).As<AxisReduction, Reshape>();
    }

    private static IEnumerable<OperatorCase> Constants()
    {
        yield return new OperatorCase("Constant", 13, b => b.Node("Constant", "", "c", Tensor("value", Singles("", [4, 1, 1], s_four))).Node("Mul", "x c", "y"), x => x * Channels(s_four)).As<Scale>();
        yield return new OperatorCase("Constant number", 13, b => b.Node("Constant", "", "c", Float("value_float", 0.5)).Node("Mul", "x c", "y"), x => x * 0.5).As<Affine>();
        yield return new OperatorCase(
            "Constants computed beforehand", 13,
            b => b.Weights("a", [], 4).Weights("d", [4, 1, 1], s_four).Node("Sqrt", "a", "root").Node("Neg", "root", "minus").Node("Mul", "minus d", "c").Node("Add", "x c", "y"),
            x => x - 2 * Channels(s_four)).As<Shift>();
        yield return new OperatorCase("Identity", 13, b => b.Node("Identity", "x", "i").Node("Relu", "i", "r").Node("Identity", "r", "y"), x => x.relu()).As<ReLU>();
        yield return new OperatorCase("Cast", 13, b => b.Node("Relu", "x", "r").Node("Cast", "r", "y", Int("to", 1)), x => x.relu()).As<ReLU>();
    }

    /// <summary>Operators newer than the graphs of PyTorch's values, and those that sizes are computed by.</summary>
    private static IEnumerable<OperatorCase> Newer()
    {
        yield return Each("Swish", 24, v => v / (1 + Math.Exp(-0.5 * v)), Float("alpha", 0.5)).As<Swish>();
        var gain = Numbers(6);
        yield return new OperatorCase(
            "RMSNormalization", 23, b => b.Weights("s", [6], gain).Node("RMSNormalization", "x s", "y", Float("epsilon", 0.01)),
            x => x / (x.square().mean([3], true) + 0.01f).sqrt() * tensor(gain, [6]));
        foreach (var rounding in new[] { "Floor", "Ceil", "Round" })
        {
            yield return new OperatorCase(
                $"Resize to sizes that {rounding} computes", 11,
                b => b.Integers("two", 2).Integers("end", 4).Integers("zero", 0).Integers("batch", 1, 4).Weights("twice", [], 2.001).Weights("none", [0])
                    .Node("Shape", "x", "s").Node("Slice", "s two end zero", "hw").Node("Cast", "hw", "f", Int("to", FloatType))
                    .Node("Mul", "f twice", "m").Node(rounding, "m", "r").Node("Cast", "r", "i", Int("to", Int64Type)).Node("Concat", "batch i", "sizes", Int("axis", 0))
                    .Node("Resize", "x none none sizes", "y", Text("coordinate_transformation_mode", "asymmetric"), Text("nearest_mode", "floor")),
                x => rounding is "Ceil"
                    ? x.index_select(2, tensor(new long[] { 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4 }, [11])).index_select(3, tensor(new long[] { 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5 }, [13]))
                    : x.reshape(-1, 4, 5, 1, 6, 1).expand(x.shape[0], 4, 5, 2, 6, 2).reshape(-1, 4, 10, 12)).As<Resample>() with
            { Shape = [4, 5, 6] };
        }

        yield return new OperatorCase(
            "Reshape to a product of sizes", 13,
            b => b.Integers("one", 1).Integers("end", 4).Integers("zero", 0).Integers("minus", -1).Node("Shape", "x", "s").Node("Slice", "s one end zero", "chw").Node("ReduceProd", "chw", "n", Ints("axes", 0))
                .Node("Concat", "minus n", "t", Int("axis", 0)).Node("Reshape", "x t", "y"),
            x => x.flatten(1)).As<Flatten>();
        yield return new OperatorCase(
            "Constants of one number everywhere", 13,
            b => b.Integers("w", 3, 4, 2, 2).Node("ConstantOfShape", "w", "a", Tensor("value", Singles("", [1], 0.25))).Weights("f", [], 3).Node("Mul", "a f", "k").Node("Conv", "x k", "y"),
            x => nn.functional.conv2d(x, x.narrow(0, 0, 1).narrow(1, 0, 1).narrow(2, 0, 1).narrow(3, 0, 1).expand(3, 4, 2, 2) * 0 + 0.75)).As<Convolution>();
    }

    private static OperatorCase Each(string type, long opset, Func<double, double> map, params Wire[] attributes) => new(
        type, opset < 7 ? 7 : opset, b => b.Node(type, "x", "y", attributes), x => tensor(Array.ConvertAll(x.data<double>().ToArray(), value => map(value)), x.shape));

    private static OnnxBuilder Axes(OnnxBuilder builder, bool asAttribute, string type, string input, string output, params long[] axes) => Axes(builder, asAttribute, type, input, output, axes, []);

    private static OnnxBuilder Axes(OnnxBuilder builder, bool asAttribute, string type, string input, string output, long[] axes, params Wire[] attributes) => asAttribute
        ? builder.Node(type, input, output, [Ints("axes", axes), .. attributes])
        : builder.Integers("axes", axes).Node(type, $"{input} axes", output, attributes);

    private static Tensor Channels(params double[] values) => tensor(values, [values.Length, 1, 1]);

    private static Tensor Neighbours(Tensor x)
    {
        var padded = nn.functional.pad(x, new long[] { 0, 0, 0, 0, 1, 1 });
        return padded.narrow(1, 0, 4) + padded.narrow(1, 1, 4) + padded.narrow(1, 2, 4);
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 37 % 101 - 50) / 64.0)];

    // The Taylor series of the error function, which converges everywhere.
    private static double Erf(double x)
    {
        var (sum, term) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-18; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
