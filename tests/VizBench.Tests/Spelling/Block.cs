using VizBench.Tests.Onnx;

namespace VizBench.Tests.Spelling;

/// <summary>
/// A linear layer y = (Wx + b)·f + o, the factor and offset of each output its own, in the many ways in which graphs spell it.
/// </summary>
/// <param name="Weight">of a convolution (out, in / groups, kernel, kernel), of a fully connected layer (in, out)</param>
internal sealed record Block(string Name, long[] WeightShape, double[] Weight, double[] Bias, double[] Factor, double[] Offset)
{
    private const double Epsilon = 1e-5;

    /// <summary>Of a convolution: rows and columns of its output.</summary>
    internal long Size { get; init; }

    internal long Groups { get; init; } = 1;

    internal long Outputs => Bias.Length;

    private double[] Merged => [.. Bias.Zip(Factor, Offset).Select(part => part.First * part.Second + part.Third)];

    private double[] Variance => [.. Numbers($"{Name} variance", Bias.Length).Select(value => 1.5 + value)];

    private double[] Mean => Numbers($"{Name} mean", Bias.Length);

    private double[] Deviation => [.. Variance.Select(value => Math.Sqrt(value + Epsilon))];

    private long[] Channels => [Outputs, 1, 1];

    internal static Block Convolution(string name, long channels, long outputs, long size, long groups = 1)
    {
        var weight = Numbers(name, outputs * channels / groups * 9);
        return new Block(name, [outputs, channels / groups, 3, 3], weight, Numbers($"{name} bias", outputs), Signed(name, outputs), Numbers($"{name} offset", outputs)) { Size = size, Groups = groups };
    }

    internal static Block Dense(string name, long features, long outputs) =>
        new(name, [features, outputs], Numbers(name, features * outputs), Numbers($"{name} bias", outputs), Signed(name, outputs), Numbers($"{name} offset", outputs));

    /// <summary>Spellings of a convolution, the first of them the canonical one: name, and what adds the nodes from x to y.</summary>
    internal static IReadOnlyList<(string Name, Action<Block, OnnxBuilder, string, string> Add)> Convolutions { get; } =
    [
        ("one node", (block, onnx, x, y) => block.Conv(onnx, x, y, block.Scaled(), block.Merged)),
        ("bias as Add", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Scaled()).Elementwise(onnx, "Add", "c", y, [1, .. block.Channels], block.Merged)),
        ("bias as Sum, constant first", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Scaled()).Constant(onnx, "o", block.Channels, block.Merged).Node(onnx, "Sum", "o c", y)),
        ("bias as a Constant node", (block, onnx, x, y) => block.Conv(onnx, x, y, block.Scaled(), block.Merged, asNode: true)),
        ("Mul, Add", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Weight, block.Bias)
            .Elementwise(onnx, "Mul", "c", "m", block.Channels, block.Factor).Elementwise(onnx, "Add", "m", y, block.Channels, block.Offset)),
        ("Div, Sub", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Weight, block.Bias)
            .Elementwise(onnx, "Div", "c", "m", block.Channels, [.. block.Factor.Select(value => 1 / value)]).Elementwise(onnx, "Sub", "m", y, block.Channels, [.. block.Offset.Select(value => -value)])),
        ("from a constant", (block, onnx, x, y) => block.Conv(onnx, x, "c", [.. block.Scaled().Select(value => -value)]).Constant(onnx, "o", block.Channels, block.Merged).Node(onnx, "Sub", "o c", y)),
        ("batch normalization", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Weight, block.Bias).Normalized(onnx, "c", y, block.Factor, block.Offset)),
        ("batch normalization, Mul, Add", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Weight, block.Bias).Caffe(onnx, "c", y)),
        ("scale before batch normalization", (block, onnx, x, y) => block.Conv(onnx, x, "c", [.. block.Weight.Select(value => value / 4)], [.. block.Bias.Select(value => value / 4)])
            .Elementwise(onnx, "Mul", "c", "m", [], [4]).Normalized(onnx, "m", y, block.Factor, block.Offset)),
        ("scalars of several shapes", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Scaled(), block.Merged).Elementwise(onnx, "Mul", "c", "m", [1], [2])
            .Elementwise(onnx, "Add", "m", "a", [1, 1, 1, 1], [6]).Elementwise(onnx, "Sub", "a", "s", [], [6]).Elementwise(onnx, "Div", "s", y, [1, 1], [2])),
        ("identity and dropout between", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Weight, block.Bias).Node(onnx, "Identity", "c", "i")
            .Elementwise(onnx, "Mul", "i", "m", block.Channels, block.Factor).Node(onnx, "Dropout", "m", "d").Elementwise(onnx, "Add", "d", y, block.Channels, block.Offset)),
        ("a constant of every position", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Scaled())
            .Elementwise(onnx, "Add", "c", y, [1, block.Outputs, block.Size, block.Size], block.AtEveryPosition(block.Merged))),
        ("reshapes around", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Scaled()).Reshaped(onnx, "c", "f", 0, -1)
            .Elementwise(onnx, "Add", "f", "a", [block.Outputs * block.Size * block.Size], block.AtEveryPosition(block.Merged)).Reshaped(onnx, "a", y, 0, block.Outputs, block.Size, block.Size)),
        ("transposed between", (block, onnx, x, y) => block.Conv(onnx, x, "c", block.Weight, block.Bias).Node(onnx, "Transpose", "c", "t", OnnxBuilder.Ints("perm", 0, 2, 3, 1))
            .Elementwise(onnx, "Mul", "t", "m", [block.Outputs], block.Factor).Elementwise(onnx, "Add", "m", "a", [block.Outputs], block.Offset)
            .Node(onnx, "Transpose", "a", y, OnnxBuilder.Ints("perm", 0, 3, 1, 2))),
        ("padding apart", (block, onnx, x, y) => block.Node(onnx, "Pad", x, "p", OnnxBuilder.Ints("pads", 0, 0, 1, 1, 0, 0, 1, 1)).Conv(onnx, "p", y, block.Scaled(), block.Merged, padding: 0)),
    ];

    /// <summary>Spellings of a fully connected layer, the first of them the canonical one.</summary>
    internal static IReadOnlyList<(string Name, Action<Block, OnnxBuilder, string, string> Add)> DenseLayers { get; } =
    [
        ("Gemm", (block, onnx, x, y) => block.Product(onnx, "Gemm", x, y, block.Scaled(), block.Merged)),
        ("Gemm, Add", (block, onnx, x, y) => block.Product(onnx, "Gemm", x, "c", block.Scaled()).Elementwise(onnx, "Add", "c", y, [block.Outputs], block.Merged)),
        ("MatMul, Add", (block, onnx, x, y) => block.Product(onnx, "MatMul", x, "c", block.Scaled()).Elementwise(onnx, "Add", "c", y, [block.Outputs], block.Merged)),
        ("MatMul, Add of a row", (block, onnx, x, y) => block.Product(onnx, "MatMul", x, "c", block.Scaled()).Constant(onnx, "o", [1, block.Outputs], block.Merged).Node(onnx, "Add", "o c", y)),
        ("MatMul, Reshape, Add", (block, onnx, x, y) => block.Product(onnx, "MatMul", x, "c", block.Scaled()).Reshaped(onnx, "c", "r", 0, block.Outputs, 1, 1)
            .Elementwise(onnx, "Add", "r", "a", block.Channels, block.Merged).Reshaped(onnx, "a", y, 0, -1)),
        ("MatMul, Sum", (block, onnx, x, y) => block.Product(onnx, "MatMul", x, "c", block.Scaled()).Constant(onnx, "o", [block.Outputs], block.Merged).Node(onnx, "Sum", "c o", y)),
        ("a convolution of one position", (block, onnx, x, y) => block.Reshaped(onnx, x, "m", 0, block.WeightShape[0], 1, 1).AsConvolution(onnx, "m", "c").Reshaped(onnx, "c", y, 0, -1)),
        ("Gemm, Mul, Add", (block, onnx, x, y) => block.Product(onnx, "Gemm", x, "c", block.Weight, block.Bias)
            .Elementwise(onnx, "Mul", "c", "m", [block.Outputs], block.Factor).Elementwise(onnx, "Add", "m", y, [block.Outputs], block.Offset)),
        ("Gemm, batch normalization, Mul, Add", (block, onnx, x, y) => block.Product(onnx, "Gemm", x, "c", block.Weight, block.Bias).Caffe(onnx, "c", y, [block.Outputs])),
        ("MatMul, scalars", (block, onnx, x, y) => block.Product(onnx, "MatMul", x, "c", block.Scaled()).Elementwise(onnx, "Add", "c", "a", [block.Outputs], block.Merged)
            .Elementwise(onnx, "Mul", "a", "m", [1, 1], [2]).Elementwise(onnx, "Div", "m", y, [], [2])),
    ];

    /// <summary>Numbers in −½ … ½ that follow from a name.</summary>
    internal static double[] Numbers(string name, long count) =>
        new VizBench.Randomness.StreamKey(3, "spelling", name).Open().Normal(count).Select(value => Math.Atan(value) / Math.PI).ToArray();

    /// <summary>Batch normalization whose factor and offset are the block's.</summary>
    internal Block Normalized(OnnxBuilder onnx, string x, string y, double[] factor, double[] offset)
    {
        var (mean, deviation) = (Mean, Deviation);
        double[] shift = [.. offset.Select((value, i) => value + mean[i] * factor[i])];
        onnx.Weights(Own("gamma"), [Outputs], [.. factor.Select((value, i) => value * deviation[i])]).Weights(Own("beta"), [Outputs], shift)
            .Weights(Own("mean"), [Outputs], mean).Weights(Own("var"), [Outputs], Variance);
        return Node(onnx, "BatchNormalization", x, y, [Own("gamma"), Own("beta"), Own("mean"), Own("var")]);
    }

    private static double[] Signed(string name, long count) => [.. Numbers($"{name} factor", count).Select((value, i) => (i % 3 == 1 ? -1 : 1) * (1.2 + value))];

    /// <summary>As Caffe writes it: normalization alone, then Scale.</summary>
    private Block Caffe(OnnxBuilder onnx, string x, string y, long[]? shape = null)
    {
        var (mean, deviation) = (Mean, Deviation);
        Normalized(onnx, x, "n", [.. deviation.Select(value => 1 / value)], [.. mean.Select((value, i) => -value / deviation[i])]);
        Elementwise(onnx, "Mul", "n", "m", shape ?? Channels, [.. Factor.Select((value, i) => value * deviation[i])]);
        return Elementwise(onnx, "Add", "m", y, shape ?? Channels, [.. Offset.Select((value, i) => value + mean[i] * Factor[i])]);
    }

    private double[] Scaled()
    {
        var dense = WeightShape.Length == 2;
        var each = Weight.Length / Outputs;
        return [.. Weight.Select((value, i) => value * Factor[dense ? i % Outputs : i / each])];
    }

    private double[] AtEveryPosition(double[] values) => [.. values.SelectMany(value => Enumerable.Repeat(value, (int)(Size * Size)))];

    private Block Conv(OnnxBuilder onnx, string x, string y, double[] weight, double[]? bias = null, bool asNode = false, long padding = 1)
    {
        onnx.Weights(Own("weight"), WeightShape, weight);
        if (bias is not null && asNode)
            onnx.Node("Constant", "", Own("bias"), OnnxBuilder.Tensor("value", OnnxBuilder.Doubles("", [Outputs], bias)));
        else if (bias is not null)
            onnx.Weights(Own("bias"), [Outputs], bias);
        string[] inputs = bias is null ? [Own("weight")] : [Own("weight"), Own("bias")];
        return Node(onnx, "Conv", x, y, inputs, OnnxBuilder.Ints("pads", padding, padding, padding, padding), OnnxBuilder.Int("group", Groups));
    }

    private Block Product(OnnxBuilder onnx, string type, string x, string y, double[] weight, double[]? bias = null)
    {
        onnx.Weights(Own("weight"), WeightShape, weight);
        if (bias is not null)
            onnx.Weights(Own("bias"), [Outputs], bias);
        return Node(onnx, type, x, y, bias is null ? [Own("weight")] : [Own("weight"), Own("bias")]);
    }

    private Block AsConvolution(OnnxBuilder onnx, string x, string y)
    {
        var (inputs, scaled) = ((int)WeightShape[0], Scaled());
        double[] kernel = [.. Enumerable.Range(0, scaled.Length).Select(i => scaled[i % inputs * (int)Outputs + i / inputs])];
        onnx.Weights(Own("kernel"), [Outputs, inputs, 1, 1], kernel).Weights(Own("bias"), [Outputs], Merged);
        return Node(onnx, "Conv", x, y, [Own("kernel"), Own("bias")]);
    }

    private Block Elementwise(OnnxBuilder onnx, string type, string x, string y, long[] shape, double[] values)
    {
        onnx.Weights(Own($"{type}.{y}"), shape, values);
        return Node(onnx, type, x, y, [Own($"{type}.{y}")]);
    }

    private Block Constant(OnnxBuilder onnx, string name, long[] shape, double[] values)
    {
        onnx.Weights(Local(name), shape, values);
        return this;
    }

    private Block Reshaped(OnnxBuilder onnx, string x, string y, params long[] shape)
    {
        onnx.Integers(Own($"shape.{y}"), shape);
        return Node(onnx, "Reshape", x, y, [Own($"shape.{y}")]);
    }

    private Block Node(OnnxBuilder onnx, string type, string inputs, string y, params Wire[] attributes) => Node(onnx, type, inputs, y, [], attributes);

    private Block Node(OnnxBuilder onnx, string type, string inputs, string y, string[] parameters, params Wire[] attributes)
    {
        onnx.NamedNode(Own($"node.{y}"), type, string.Join(' ', inputs.Split(' ').Select(Local).Concat(parameters)), Local(y), attributes);
        return this;
    }

    // Names of one letter are the block's own; others are the graph's.
    private string Local(string name) => name.Length == 1 && name is not "x" ? Own(name) : name;

    private string Own(string name) => $"{Name}.{name}";
}
