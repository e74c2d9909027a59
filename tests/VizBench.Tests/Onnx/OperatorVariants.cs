using VizBench.Randomness;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>Nodes of each operator with attributes, constants and opsets by chance, from "x", (1, C, H, W), to "y".</summary>
internal static class OperatorVariants
{
    private const int Newest = 24;

    /// <summary>Operators that only constants are put through; they have cases alone.</summary>
    internal static IReadOnlyList<string> OfConstants { get; } = ["Cast", "Ceil", "Constant", "ConstantOfShape", "Equal", "Floor", "Identity", "Round", "Shape", "Where"];

    /// <summary>
    /// How far ONNX Runtime may lie off, by the largest value. It computes cubic weights in float32, and their sums, in which signs
    /// alternate, magnify the rounding.
    /// </summary>
    internal static double ToleranceOf(Draw draw) => draw.ToString().StartsWith("cubic", StringComparison.Ordinal) ? 4 * OnnxRuntimeOracle.Tolerance : OnnxRuntimeOracle.Tolerance;

    /// <summary>By operator the first opset that has it, and what adds the node.</summary>
    internal static IReadOnlyDictionary<string, (int Since, Action<Draw> Build)> All { get; } = new Dictionary<string, (int, Action<Draw>)>(StringComparer.Ordinal)
    {
        ["Abs"] = (7, Plain),
        ["Add"] = (7, Pair),
        ["AveragePool"] = (7, d => Pool(d, d.Opset >= 19, d.Opset >= 10, d.Int("count_include_pad", 0, 1))),
        ["BatchNormalization"] = (9, BatchNormalization),
        ["Celu"] = (12, d => d.Node("x", d.Coin() ? d.Real("alpha", 0.3, 2) : null)),
        ["Clip"] = (7, Clip),
        ["Concat"] = (7, d => d.Before("Relu", "x", "r").Node("x r", d.Set("axis", d.Of(1, -3)))),
        ["Conv"] = (7, Conv),
        ["ConvTranspose"] = (7, ConvTranspose),
        ["Cos"] = (7, Plain),
        ["DepthToSpace"] = (11, d => Blocks(d, 4, d.Text("mode", "DCR", "CRD"))),
        ["Div"] = (7, Pair),
        ["Dropout"] = (12, Plain),
        ["Elu"] = (7, d => d.Node("x", d.Coin() ? d.Real("alpha", 0.3, 2) : null)),
        ["Erf"] = (9, Plain),
        ["Exp"] = (7, Plain),
        ["Expand"] = (8, d => d.Before("GlobalAveragePool", "x", "g").Integers("s", [.. d.Of<long[]>([1, d.Shape[0], 3, 2], [d.Shape[0], 4, 4], [1, 1, 2, 1])]).Node("g s")),
        ["Flatten"] = (9, d => d.Node("x", d.Set("axis", d.Opset < 11 ? 1 : d.Of(1, -3)))),
        ["Gather"] = (7, d => d.Integers("i", [.. Enumerable.Range(0, d.Next(1, 3)).Select(_ => (long)d.Next(0, (int)d.Shape[0] - 1))]).Node("x i", d.Set("axis", 1))),
        ["Gelu"] = (20, d => d.Node("x", d.Coin() ? d.Text("approximate", "none", "tanh") : null)),
        ["Gemm"] = (7, Gemm),
        ["GlobalAveragePool"] = (7, Plain),
        ["GlobalLpPool"] = (7, d => d.Node("x", d.Int("p", 1, 3))),
        ["GlobalMaxPool"] = (7, Plain),
        ["GroupNormalization"] = (21, GroupNormalization),
        ["HardSigmoid"] = (7, d => d.Node("x", d.Real("alpha", 0.1, 0.5), d.Real("beta", 0.1, 0.9))),
        ["HardSwish"] = (14, Plain),
        ["InstanceNormalization"] = (7, d => d.Weights("s", d.Shape[0]).Weights("b", d.Shape[0]).Node("x s b", d.Real("epsilon", 1e-5, 0.1))),
        ["LRN"] = (13, d => d.Node("x", d.Set("size", d.Of(1, 2, 3, 4, 5)), d.Real("alpha", 0.01, 1), d.Real("beta", 0.4, 1), d.Real("bias", 0.5, 2))),
        ["LayerNormalization"] = (17, LayerNormalization),
        ["LeakyRelu"] = (7, d => d.Node("x", d.Real("alpha", -0.2, 0.5))),
        ["Log"] = (7, OfPositive),
        ["LogSoftmax"] = (7, d => d.Node("x", d.Set("axis", d.Of(1, 2, 3, -1)))),
        ["LpNormalization"] = (7, d => d.Node("x", d.Set("axis", d.Of(1, 2, 3, -1)), d.Int("p", 1, 2))),
        ["LpPool"] = (11, d => Pool(d, false, d.Opset >= 18, d.Int("p", 1, 3))),
        ["MatMul"] = (7, d => d.Weights("w", d.Shape[2], d.Next(1, 4)).Node("x w")),
        ["Max"] = (8, Extreme),
        ["MaxPool"] = (8, d => Pool(d, d.Opset >= 10, d.Opset >= 10, null)),
        ["Mean"] = (8, d => d.Before("Relu", "x", "r").Before("GlobalMaxPool", "x", "g").Node(d.Of("x", "x r", "x g r", "r x x"))),
        ["MeanVarianceNormalization"] = (13, d => d.Node("x", d.Of(Ints("axes", 2, 3), Ints("axes", 1, 2, 3), Ints("axes", 1)))),
        ["Min"] = (8, Extreme),
        ["Mish"] = (18, Plain),
        ["Mul"] = (7, Pair),
        ["Neg"] = (7, Plain),
        ["PRelu"] = (9, PRelu),
        ["Pad"] = (9, Pad),
        ["Pow"] = (7, d => d.Before("Sigmoid", "x", "s").Number("c", d.Of(0.5, 1, 2, 3, -1.5)).Node("s c")),
        ["RMSNormalization"] = (23, d => d.Weights("s", d.Shape[^1]).Node("x s", d.Coin() ? d.Real("epsilon", 1e-5, 0.1) : null)),
        ["Reciprocal"] = (7, OfPositive),
        ["ReduceL1"] = (7, Reduce),
        ["ReduceL2"] = (7, Reduce),
        ["ReduceMax"] = (7, Reduce),
        ["ReduceMean"] = (7, Reduce),
        ["ReduceMin"] = (7, Reduce),
        ["ReduceLogSum"] = (7, d => ReduceOf(d, d.Before("Sigmoid", "x", "s"), "s")),
        ["ReduceLogSumExp"] = (7, Reduce),
        ["ReduceProd"] = (7, d => ReduceOf(d, d.Before("Sigmoid", "x", "s"), "s")),
        ["ReduceSum"] = (7, Reduce),
        ["ReduceSumSquare"] = (7, Reduce),
        ["Relu"] = (7, Plain),
        ["Reshape"] = (7, d => d.Integers("s", d.Of<long[]>([1, -1], [0, -1, d.Shape[1]], [1, 2, d.Shape[0] / 2, d.Shape[1], -1], [0, 0, -1])).Node("x s")),
        ["Resize"] = (10, Resize),
        ["Selu"] = (7, Plain),
        ["Sigmoid"] = (7, Plain),
        ["Sin"] = (7, Plain),
        ["Slice"] = (7, Slice),
        ["Softmax"] = (7, d => d.Node("x", d.Set("axis", d.Of(1, 2, 3, -1)))),
        ["Softplus"] = (7, Plain),
        ["Softsign"] = (7, Plain),
        ["SpaceToDepth"] = (7, d => d.Integers("p", 0, 0, 0, 0, 0, 0, d.Shape[1] % 2, d.Shape[2] % 2).Blocks()),
        ["Split"] = (13, d => d.Integers("s", 1, d.Shape[0] - 1).Named("Split", "x s", "a b", d.Set("axis", 1)).Named("Concat", "b a", "y", Int("axis", 1))),
        ["Sqrt"] = (7, OfPositive),
        ["Squeeze"] = (13, d => d.Before("GlobalAveragePool", "x", "g").Integers("a", d.Of<long[]>([2, 3], [-1], [2])).Node("g a")),
        ["Sub"] = (7, Pair),
        ["Sum"] = (8, d => d.Before("Relu", "x", "r").Before("GlobalMaxPool", "x", "g").Node(d.Of("x", "x r", "x g r", "r x x"))),
        ["Swish"] = (24, d => d.Node("x", d.Real("alpha", 0.5, 2))),
        ["Tanh"] = (7, Plain),
        ["ThresholdedRelu"] = (10, d => d.Node("x", d.Coin() ? d.Real("alpha", -0.5, 1) : null)),
        ["Tile"] = (7, d => d.Integers("r", 1, d.Next(1, 2), d.Next(1, 3), d.Next(1, 2)).Node("x r")),
        ["Transpose"] = (7, d => d.Node("x", d.Of(Ints("perm", 0, 2, 3, 1), Ints("perm", 0, 3, 1, 2), Ints("perm", 0, 1, 3, 2)))),
        ["Unsqueeze"] = (13, d => d.Integers("a", d.Of<long[]>([1], [2, -1], [-1])).Node("x a")),
        ["Upsample"] = (7, Upsample),
    };

    private static void Plain(Draw d) => d.Node("x");

    /// <summary>Of |x| + 1/2: what ONNX Runtime rounds on the way to it, division would magnify.</summary>
    private static void OfPositive(Draw d) => Positive(d).Node("s");

    private static Draw Positive(Draw d) => d.Before("Abs", "x", "abs").Number("half", 0.5).Before("Add", "abs half", "s");

    /// <summary>With an activation, a number, or constants of several shapes, on either side.</summary>
    private static void Pair(Draw d)
    {
        long[] shape = d.Of<long[]>([], [1], [d.Shape[0], 1, 1], [1, d.Shape[0], 1, 1], [d.Shape[2]], d.Shape, [1, d.Shape[1], 1]);
        Positive(d).Before("GlobalAveragePool", "s", "g").Positive("c", shape).Node(d.Of("s c", "c s", "x s", "x g", "g s"));
    }

    private static void Extreme(Draw d) => d.Before("Neg", "x", "n").Before("GlobalAveragePool", "x", "g").Number("c", 0.3).Node(d.Of("x c", "c x", "x n", "x g n", "n c x", "x"));

    private static void BatchNormalization(Draw d) => d.Weights("s", d.Shape[0]).Weights("b", d.Shape[0]).Weights("m", d.Shape[0]).Positive("v", [d.Shape[0]])
        .Node("x s b m v", d.Coin() ? d.Real("epsilon", 1e-5, 0.1) : null);

    private static void GroupNormalization(Draw d) => d.Weights("s", d.Shape[0]).Weights("b", d.Shape[0]).Node("x s b", d.Set("num_groups", d.Of(1, 2, d.Shape[0])), d.Coin() ? d.Real("epsilon", 1e-5, 0.1) : null);

    private static void LayerNormalization(Draw d)
    {
        var axis = d.Of(-1, 1, 2, -2);
        d.Weights("s", d.Shape[(axis > 0 ? axis - 1 : 3 + axis)..]).Weights("b", d.Shape[(axis > 0 ? axis - 1 : 3 + axis)..]).Node(d.Of("x s b", "x s"), d.Set("axis", axis));
    }

    private static void Clip(Draw d)
    {
        if (d.Opset < 11)
            d.Node("x", d.Coin() ? d.Real("min", -1, 0) : null, d.Coin() ? d.Real("max", 0, 1) : null);
        else
            d.Number("l", d.Of(-0.5, 0, -2)).Number("h", d.Of(0.5, 1, 6)).Node(d.Of("x l h", "x _ h", "x l", "x"));
    }

    private static void PRelu(Draw d)
    {
        long[] shape = d.Of<long[]>([1], [d.Shape[0], 1, 1], d.Shape, [d.Shape[1], 1], [1, d.Shape[0], 1, 1]);
        d.Weights("s", shape).Node("x s");
    }

    private static void Conv(Draw d)
    {
        var group = d.Of(1, 2, d.Shape[0]);
        long[] kernel = [d.Next(1, 3), d.Next(1, 3)];
        var outputs = group * d.Next(1, 2);
        d.Weights("w", [outputs, d.Shape[0] / group, .. kernel]).Weights("b", outputs);
        d.Node(d.Of("x w b", "x w"), [d.Set("group", group), .. Window(d, kernel, dilates: true), d.Coin() ? Ints("kernel_shape", kernel) : null]);
    }

    private static void ConvTranspose(Draw d)
    {
        var group = d.Of(1, 2, d.Shape[0]);
        long[] kernel = [d.Next(1, 4), d.Next(1, 4)];
        var each = d.Next(1, 2);
        long[] strides = [d.Next(1, 3), d.Next(1, 3)];
        long[] dilations = d.Coin() ? [1, 1] : [d.Next(1, 2), d.Next(1, 2)];
        d.Weights("w", [d.Shape[0], each, .. kernel]).Weights("b", each * group);
        var attributes = new List<Wire?> { d.Set("group", group), d.List("strides", strides), d.List("dilations", dilations) };
        switch (d.Next(0, 3))
        {
            case 0:
                attributes.Add(d.List("pads", d.Next(0, 1), d.Next(0, 2), d.Next(0, 1), d.Next(0, 1)));
                attributes.Add(d.List("output_padding", d.Next(0, (int)strides[0] - 1), d.Next(0, (int)strides[1] - 1)));
                break;
            // Where the kernel leaves gaps between strides ONNX Runtime makes fewer rows than strides times the input's, which ONNX asks for.
            case 1 when kernel[0] >= strides[0] && kernel[1] >= strides[1]:
                attributes.Add(d.Text("auto_pad", "SAME_UPPER", "SAME_LOWER", "VALID"));
                break;
            case 2:
                long Full(int axis) => (d.Shape[axis + 1] - 1) * strides[axis] + dilations[axis] * (kernel[axis] - 1) + 1;
                attributes.Add(d.List("output_shape", Full(0) - d.Next(0, 2), Full(1) - d.Next(0, 3)));
                attributes.Add(d.Coin() ? d.Text("auto_pad", "SAME_UPPER", "SAME_LOWER") : null);
                break;
        }

        d.Node(d.Of("x w b", "x w"), [.. attributes]);
    }

    private static void Pool(Draw d, bool dilates, bool rounds, Wire? attribute)
    {
        long[] kernel = [d.Next(1, 3), d.Next(2, 3)];
        d.Node("x", [Ints("kernel_shape", kernel), attribute, .. Window(d, kernel, dilates), rounds && d.Coin() ? d.Set("ceil_mode", 1) : null]);
    }

    private static IEnumerable<Wire?> Window(Draw d, long[] kernel, bool dilates)
    {
        yield return d.Coin() ? d.List("strides", d.Next(1, 3), d.Next(1, 3)) : null;
        var isDilated = dilates && d.Next(0, 3) == 0;
        yield return isDilated ? d.List("dilations", d.Next(1, 2), d.Next(1, 2)) : null;
        yield return d.Next(0, 2) switch
        {
            0 => d.List("pads", d.Next(0, (int)kernel[0] - 1), d.Next(0, (int)kernel[1] - 1), d.Next(0, (int)kernel[0] - 1), d.Next(0, (int)kernel[1] - 1)),
            // Of a dilated pooling ONNX Runtime computes this padding as if it were not dilated.
            1 when !isDilated || d.Operator is "Conv" => d.Text("auto_pad", "SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"),
            _ => null,
        };
    }

    private static void Gemm(Draw d)
    {
        var (features, outputs) = (d.Shape.Aggregate(1L, (count, size) => count * size), d.Next(1, 4));
        var transposed = d.Next(0, 1);
        long[] weight = transposed == 1 ? [outputs, features] : [features, outputs];
        long[] bias = d.Of<long[]>([outputs], [1], [1, outputs], []);
        d.Before("Flatten", "x", "f").Weights("w", weight).Weights("b", bias)
            .Node(d.Of("f w b", "f w b", d.Opset >= 11 ? "f w" : "f w b"), d.Set("transB", transposed), d.Coin() ? d.Real("alpha", 0.2, 2) : null, d.Coin() ? d.Real("beta", 0.2, 2) : null);
    }

    private static void Blocks(Draw d, long factor, Wire? mode)
    {
        d.Before("Concat", string.Join(' ', Enumerable.Repeat("x", (int)factor)), "c", Int("axis", 1));
        d.Node("c", Int("blocksize", 2), mode);
    }

    private static void Pad(Draw d)
    {
        var mode = d.Of("constant", "reflect", "edge", d.Opset >= 19 ? "wrap" : "edge");
        var channels = mode is "constant" && d.Coin() ? 1 : 0;
        long[] pads = [0, channels, d.Next(0, 2), d.Next(0, 3), 0, channels, d.Next(mode is "constant" ? -1 : 0, 2), d.Next(0, 2)];
        if (d.Opset < 11)
            d.Node("x", d.List("pads", pads), Text("mode", mode is "wrap" ? "edge" : mode), d.Real("value", -1, 1));
        else
            d.Integers("p", pads).Number("v", 0.7).Node(d.Of("x p v", "x p"), Text("mode", mode));
        d.Note(mode);
    }

    private static void Reduce(Draw d) => ReduceOf(d, d, "x");

    private static void ReduceOf(Draw d, Draw before, string input)
    {
        long[] axes = d.Of<long[]>([1], [2], [3], [2, 3], [1, 2], [-1], [-2, -1], [1, 2, 3]);
        var keeps = axes.Length == 3 || d.Coin() ? 1 : 0;
        if (d.Opset >= (d.Operator is "ReduceSum" ? 13 : 18))
            before.Integers("axes", axes).Node($"{input} axes", d.Set("keepdims", keeps));
        else
            before.Node(input, d.List("axes", axes), d.Set("keepdims", keeps));
    }

    private static void Slice(Draw d)
    {
        long[] axes = [1, 2, -1];
        long[] starts = [d.Next(0, (int)d.Shape[0] - 1), d.Of(-3, 0, 1), d.Next(0, 2)];
        long[] ends = [1000, starts[1] < 0 ? long.MaxValue : d.Next(2, 9), -1];
        if (d.Opset < 10)
            d.Node("x", d.List("axes", axes), d.List("starts", starts), d.List("ends", ends));
        else
            d.Integers("s", starts).Integers("e", ends).Integers("a", axes).Integers("t", 1, d.Next(1, 2), d.Next(1, 2)).Node("x s e a t");
    }

    private static void Upsample(Draw d)
    {
        double[] scales = [1, 1, d.Of(1, 2, 1.5, 3), d.Of(1, 2, 2.5)];
        if (d.Opset < 9)
            d.Node("x", Floats("scales", scales), d.Text("mode", "nearest", "linear"));
        else
            d.Values("c", [4], scales).Node("x c", d.Text("mode", "nearest", "linear"));
        d.Note(string.Join(" ", scales));
    }

    private static void Resize(Draw d)
    {
        var mode = d.Of("nearest", "nearest", "linear", "linear", d.Opset >= 11 ? "cubic" : "linear");
        double[] scales = [1, 1, d.Of(0.5, 2, 1.5, 0.6, 3, 1), d.Of(0.5, 2, 2.5, 0.8, 1)];
        long[] sizes = [1, d.Shape[0], d.Next(2, 14), d.Next(2, 14)];
        d.Note($"{mode} by ({string.Join(" ", scales)}) or to ({string.Join(" ", sizes)})");
        if (d.Opset == 10)
        {
            d.Values("c", [4], scales).Node("x c", Text("mode", mode));
            return;
        }

        if (mode is "cubic")
        {
            // Coordinates that are exact in float32: ONNX Runtime's weights are as good as its coordinates.
            scales = [1, 1, d.Of(0.5, 2, 4), d.Of(0.25, 2, 0.5)];
            sizes = [1, d.Shape[0], d.Shape[1] * 2, d.Shape[2] * 4];
        }

        string[] coordinates = ["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_crop_and_resize", d.Opset >= 19 ? "half_pixel_symmetric" : "half_pixel", d.Opset < 13 && mode is "nearest" ? "tf_half_pixel_for_nn" : "half_pixel"];
        Wire?[] attributes =
        [
            Text("mode", mode), d.Text("coordinate_transformation_mode", coordinates),
            mode is "nearest" ? d.Text("nearest_mode", "round_prefer_floor", "round_prefer_ceil", "floor", "ceil") : null,
            mode is "cubic" && d.Coin() ? d.Set("exclude_outside", 1) : null,
            mode is "cubic" && d.Coin() ? d.Real("cubic_coeff_a", -0.8, -0.4) : null,
            d.Coin() ? d.Real("extrapolation_value", -1, 1) : null,
            d.Opset >= 18 && d.Coin() ? d.Text("keep_aspect_ratio_policy", "stretch", "not_larger", "not_smaller") : null,
        ];
        // With "tf_crop_and_resize" ONNX Runtime leaves out the region of an axis whose length stays.
        scales = [.. scales.Select((scale, axis) => axis > 1 && scale == 1 ? 2 : scale)];
        sizes = [.. sizes.Select((size, axis) => axis > 1 && size == d.Shape[axis - 1] ? size + 1 : size)];
        d.Values("region", [8], [0, 0, 0.125, -0.25, 1, 1, 0.75, 1.125]).Values("none", [0], []).Values("c", [4], scales).Integers("z", sizes);
        d.Node(d.Of("x region c", "x region none z"), attributes);
    }

    internal static Draw Drawn(string name, RandomStream random)
    {
        var (since, build) = All[name];
        var newest = name is "Upsample" ? 9 : Newest;
        return new Draw(name, random.NextInt(since, newest), random, build);
    }

    /// <summary>A node on its way: what chance gave it, written down for messages.</summary>
    internal sealed class Draw(string name, int opset, RandomStream random, Action<Draw> build)
    {
        private readonly List<string> _notes = [];
        private OnnxBuilder? _builder;

        internal int Opset => opset;

        internal string Operator => name;

        internal long[] Shape => _builder!.Shape;

        public override string ToString() => string.Join(", ", _notes);

        internal void Build(OnnxBuilder builder)
        {
            _builder = builder;
            build(this);
        }

        internal int Next(int low, int high) => random.NextInt(low, high);

        internal bool Coin() => random.NextInt(2) == 0;

        internal T Of<T>(params T[] values) => values[random.NextInt(values.Length)];

        internal void Note(string note) => _notes.Add(note);

        internal Wire Set(string attribute, long value)
        {
            Note($"{attribute} {value}");
            return OnnxBuilder.Int(attribute, value);
        }

        internal Wire Int(string attribute, int low, int high) => Set(attribute, Next(low, high));

        internal Wire Real(string attribute, double low, double high)
        {
            var value = random.NextDouble(low, high);
            Note($"{attribute} {value:g3}");
            return Float(attribute, value);
        }

        internal Wire Text(string attribute, params string[] values)
        {
            var value = Of(values);
            Note($"{attribute} {value}");
            return OnnxBuilder.Text(attribute, value);
        }

        internal Wire List(string attribute, params long[] values)
        {
            Note($"{attribute} ({string.Join(", ", values)})");
            return Ints(attribute, values);
        }

        internal Draw Before(string type, string inputs, string output, params Wire[] attributes) => Named(type, inputs, output, attributes);

        internal Draw Named(string type, string inputs, string outputs, params Wire[] attributes)
        {
            _builder!.Node(type, inputs, outputs, attributes);
            return this;
        }

        internal void Node(string inputs, params Wire?[] attributes)
        {
            Note($"of {inputs}");
            _builder!.Node(name, inputs, "y", [.. attributes.OfType<Wire>()]);
        }

        /// <summary>A SpaceToDepth of positions in whole blocks.</summary>
        internal void Blocks()
        {
            if (opset >= 11)
                Before("Pad", "x p", "even").Node("even", Set("blocksize", 2));
            else
                Before("Pad", "x", "even", Ints("pads", 0, 0, 0, 0, 0, 0, Shape[1] % 2, Shape[2] % 2)).Node("even", Set("blocksize", 2));
        }

        internal Draw Weights(string weights, params long[] shape) => Values(weights, shape, random.Normal(shape.Aggregate(1L, (count, size) => count * size)));

        internal Draw Positive(string weights, long[] shape) => Values(weights, shape, [.. random.Uniform(shape.Aggregate(1L, (count, size) => count * size)).Select(value => value + 0.5)]);

        internal Draw Number(string weights, double value) => Values(weights, [], [value]);

        internal Draw Values(string weights, long[] shape, double[] values)
        {
            Note($"{weights} ({string.Join(", ", shape)})");
            _builder!.Weights(weights, shape, values);
            return this;
        }

        internal Draw Integers(string weights, params long[] values)
        {
            Note($"{weights} ({string.Join(", ", values)})");
            _builder!.Integers(weights, values);
            return this;
        }
    }
}
