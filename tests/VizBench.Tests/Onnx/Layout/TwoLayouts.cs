using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>
/// Writes one network twice: as PyTorch's exporter does, (N, C, H, W) everywhere, and as tf2onnx does: the input (N, H, W, C), and a
/// transpose before and behind each node that wants channels first.
/// </summary>
internal sealed class TwoLayouts(long channels, long height, long width)
{
    private int _weights;

    /// <summary>A tensor of both files; the same values in either order.</summary>
    internal readonly record struct Pair(string First, string Last);

    internal static Pair Input { get; } = new("x", "x");

    internal OnnxBuilder First { get; } = new(13, channels, height, width);

    internal OnnxBuilder Last { get; } = new(13, height, width, channels);

    internal Pair Conv(string name, Pair x, long inputs, long outputs, long kernel, long stride = 1, long pad = 0, long groups = 1)
    {
        long[] shape = [outputs, inputs / groups, kernel, kernel];
        var weight = Shared(shape);
        return ChannelsFirst(name, "Conv", x, weight, Ints("strides", stride, stride), Ints("pads", pad, pad, pad, pad), Int("group", groups));
    }

    internal Pair MaxPool(string name, Pair x) => ChannelsFirst(name, "MaxPool", x, "", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2));

    internal Pair BatchNorm(string name, Pair x, long count)
    {
        var (scale, shift, mean) = (Shared([count]), Shared([count]), Shared([count]));
        var variance = $"{name}.var";
        double[] values = [.. Enumerable.Range(0, (int)count).Select(i => 0.5 + i % 3)];
        First.Weights(variance, [count], values);
        Last.Weights(variance, [count], values);
        return ChannelsFirst(name, "BatchNormalization", x, $"{scale} {shift} {mean} {variance}");
    }

    internal Pair Unary(string name, string type, Pair x, params Wire[] attributes)
    {
        First.Node(type, x.First, name, attributes);
        Last.Node(type, x.Last, name, attributes);
        return new Pair(name, name);
    }

    internal Pair Binary(string name, string type, Pair x, Pair y)
    {
        First.Node(type, $"{x.First} {y.First}", name);
        Last.Node(type, $"{x.Last} {y.Last}", name);
        return new Pair(name, name);
    }

    /// <summary>With one number for each channel: (C, 1, 1), or on the last axis (C) or (1, 1, C).</summary>
    internal Pair PerChannel(string name, string type, Pair x, long count, bool full = false)
    {
        var weight = NextWeight();
        First.Weights(weight, [count, 1, 1], Numbers(count));
        Last.Weights(weight, full ? [1, 1, count] : [count], Numbers(count));
        return Binary(name, type, x, new Pair(weight, weight));
    }

    internal Pair PadBorder(string name, Pair x, long top, long left, long bottom, long right, string mode = "constant")
    {
        var pads = NextWeight();
        First.Integers(pads, 0, 0, top, left, 0, 0, bottom, right);
        Last.Integers(pads, 0, top, left, 0, 0, bottom, right, 0);
        First.Node("Pad", $"{x.First} {pads}", name, Text("mode", mode));
        Last.Node("Pad", $"{x.Last} {pads}", name, Text("mode", mode));
        return new Pair(name, name);
    }

    internal Pair Mean(string name, Pair x, bool keep)
    {
        First.Node("ReduceMean", x.First, name, Ints("axes", 2, 3), Int("keepdims", keep ? 1 : 0));
        Last.Node("ReduceMean", x.Last, name, Ints("axes", 1, 2), Int("keepdims", keep ? 1 : 0));
        return new Pair(name, name);
    }

    internal Pair Concat(string name, params Pair[] parts)
    {
        First.Node("Concat", string.Join(' ', parts.Select(part => part.First)), name, Int("axis", 1));
        Last.Node("Concat", string.Join(' ', parts.Select(part => part.Last)), name, Int("axis", -1));
        return new Pair(name, name);
    }

    internal (Pair, Pair) Halves(string name, Pair x)
    {
        First.Node("Split", x.First, $"{name}.a {name}.b", Int("axis", 1));
        Last.Node("Split", x.Last, $"{name}.a {name}.b", Int("axis", 3));
        return (new Pair($"{name}.a", $"{name}.a"), new Pair($"{name}.b", $"{name}.b"));
    }

    /// <summary>A dense layer on the flattened maps; the rows of its matrix follow the order of the values.</summary>
    internal Pair FlatDense(string name, Pair x, long c, long h, long w, long outputs)
    {
        var weight = NextWeight();
        var values = Numbers(c * h * w * outputs);
        var moved = new double[values.Length];
        for (var i = 0L; i < values.Length; i++)
        {
            var (row, output) = (i / outputs, i % outputs);
            var (channel, position) = (row / (h * w), row % (h * w));
            moved[(position * c + channel) * outputs + output] = values[i];
        }

        First.Weights(weight, [c * h * w, outputs], values).Integers($"{name}.shape", -1, c * h * w).Node("Reshape", $"{x.First} {name}.shape", $"{name}.flat").Node("MatMul", $"{name}.flat {weight}", name);
        Last.Weights(weight, [c * h * w, outputs], moved).Integers($"{name}.shape", -1, c * h * w).Node("Reshape", $"{x.Last} {name}.shape", $"{name}.flat").Node("MatMul", $"{name}.flat {weight}", name);
        return new Pair(name, name);
    }

    internal Pair Dense(string name, Pair x, long inputs, long outputs) => Binary(name, "MatMul", x, Both(Shared([inputs, outputs])));

    internal Pair Bias(string name, Pair x, long count) => Binary(name, "Add", x, Both(Shared([count])));

    /// <summary>A vector as maps of one row and column.</summary>
    internal Pair AsMaps(string name, Pair x, long count)
    {
        First.Integers($"{name}.shape", -1, count, 1, 1).Node("Reshape", $"{x.First} {name}.shape", name);
        Last.Integers($"{name}.shape", -1, 1, 1, count).Node("Reshape", $"{x.Last} {name}.shape", name);
        return new Pair(name, name);
    }

    internal (byte[] First, byte[] Last) Build(Pair output) => (First.Output(output.First).Build(), Last.Output(output.Last).Build());

    internal static double[] Numbers(long count) => [.. Enumerable.Range(0, (int)count).Select(i => Math.Sin(i * 2.3 + count) / 2)];

    private static Pair Both(string name) => new(name, name);

    private Pair ChannelsFirst(string name, string type, Pair x, string parameters, params Wire[] attributes)
    {
        First.Node(type, $"{x.First} {parameters}", name, attributes);
        Last.Node("Transpose", x.Last, $"{name}/before", Ints("perm", 0, 3, 1, 2)).Node(type, $"{name}/before {parameters}", name, attributes)
            .Node("Transpose", name, $"{name}/behind", Ints("perm", 0, 2, 3, 1));
        return new Pair(name, $"{name}/behind");
    }

    private string Shared(long[] shape)
    {
        var name = NextWeight();
        var values = Numbers(shape.Aggregate((product, size) => product * size));
        First.Weights(name, shape, values);
        Last.Weights(name, shape, values);
        return name;
    }

    private string NextWeight() => $"w{_weights++}";
}
