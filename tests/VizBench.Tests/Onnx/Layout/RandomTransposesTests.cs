using NUnit.Framework;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Randomness;
using VizBench.Tests.Weights;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>Random graphs full of transposes, against the same steps done one by one on the file's own axes.</summary>
public sealed class RandomTransposesTests
{
    private const int Graphs = 100;
    private const double OfRounding = 1e-11;

    [Test]
    public void Logits_and_gradients_are_those_of_the_steps_as_the_file_has_them()
    {
        for (var seed = 1; seed <= Graphs; seed++)
        {
            using var scope = NewDisposeScope();
            using var folder = new TemporaryFolder();
            var graph = new RandomGraph(seed);
            using var file = OnnxNetwork.Read(folder.File("model.onnx", graph.Build()));
            using var network = WeightLoader.Load(file.Architecture, file.Weights, float64, CPU);
            var input = FormulaWeights.Input("random transposes", seed, 2, 3, 6, 5).requires_grad_();
            var expected = graph.Run(graph.IsChannelsLast ? input.permute([0, 2, 3, 1]) : input);
            var actual = ForwardWalk.Logits(network, input);
            var largest = (double)expected.abs().amax(0, 1);
            Assert.That(actual.data<double>().ToArray(), Is.EqualTo(expected.data<double>().ToArray()).Within(1e-10 * largest), $"seed {seed}: {graph}");
            double[] gradient = [.. autograd.grad([expected.sum()], [input])[0].contiguous().data<double>().ToArray()];
            var steepest = gradient.Max(Math.Abs);
            // A softmax over one number is always 1: what it has of a gradient is rounding, and says nothing but that there is none.
            var within = steepest > OfRounding ? 1e-10 * Math.Max(1e-3, steepest) : OfRounding;
            Assert.That(autograd.grad([actual.sum()], [input])[0].contiguous().data<double>().ToArray(), Is.EqualTo(gradient).Within(within), $"seed {seed}: {graph}");
        }
    }

    private sealed class RandomGraph
    {
        private readonly RandomStream _stream;
        private readonly OnnxBuilder _builder;
        private readonly List<Func<Dictionary<string, Tensor>, Tensor>> _steps = [];
        private readonly List<(string Name, long[] Shape)> _made = [];
        private readonly List<string> _names = [];
        private readonly List<string> _words = [];
        private int _weights;

        internal RandomGraph(int seed)
        {
            _stream = new StreamKey(seed, "random transposes", "graph").Open();
            IsChannelsLast = Below(2) == 1;
            _builder = IsChannelsLast ? new OnnxBuilder(17, 6, 5, 3) : new OnnxBuilder(17, 3, 6, 5);
            var (x, shape) = ("x", IsChannelsLast ? new long[] { 6, 5, 3 } : [3, 6, 5]);
            if (IsChannelsLast)
                (x, shape) = Transposed(x, shape, [2, 0, 1]);
            (x, shape) = Convolved(x, shape);
            for (var step = 0; step < 14; step++)
            {
                _made.Add((x, shape));
                (x, shape) = Next(x, shape);
            }

            Close(x, shape);
        }

        internal bool IsChannelsLast { get; }

        public override string ToString() => string.Join(", ", _words);

        internal byte[] Build() => _builder.Output("logits").Build();

        internal Tensor Run(Tensor input)
        {
            var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = input };
            foreach (var (name, step) in _names.Zip(_steps))
                values[name] = step(values);
            return values["logits"];
        }

        private (string, long[]) Next(string x, long[] shape) => Below(18) switch
        {
            0 => Unary(x, shape, "Relu", t => t.relu()),
            1 => Unary(x, shape, "Tanh", t => t.tanh()),
            2 => Convolved(x, shape),
            3 => shape[1] > 2 && shape[2] > 2 ? Pooled(x, shape) : Unary(x, shape, "Sigmoid", t => t.sigmoid()),
            4 => WithConstant(x, shape, "Add", (t, w) => t + w),
            5 => WithConstant(x, shape, "Mul", (t, w) => t * w),
            6 => WithConstant(x, shape, "PRelu", (t, w) => where(t.gt(0), t, t * w)),
            7 => Sliced(x, shape),
            8 => Reversed(x, shape),
            9 => Joined(x, shape),
            10 => Padded(x, shape),
            11 => Gated(x, shape),
            12 => Softmaxed(x, shape),
            13 => Multiplied(x, shape),
            14 => Normalized(x, shape),
            _ => Transposed(x, shape, Shuffled()),
        };

        private (string, long[]) Unary(string x, long[] shape, string type, Func<Tensor, Tensor> step)
        {
            var name = Step(type, values => step(values[x]));
            _builder.Node(type, x, name);
            return (name, shape);
        }

        private (string, long[]) Convolved(string x, long[] shape)
        {
            long[] kernel = [1 + Below(4), shape[0], 1, 1 + 2 * Below(2)];
            var (weight, values) = Weight(kernel);
            var pad = kernel[3] / 2;
            var name = Step("Conv", made => nn.functional.conv2d(made[x], tensor(values, kernel), padding: [0, pad]));
            _builder.Node("Conv", $"{x} {weight}", name, Ints("pads", 0, pad, 0, pad));
            return (name, [kernel[0], shape[1], shape[2]]);
        }

        private (string, long[]) Pooled(string x, long[] shape)
        {
            var name = Step("MaxPool", values => nn.functional.max_pool2d(values[x], [2, 2], [1, 1]));
            _builder.Node("MaxPool", x, name, Ints("kernel_shape", 2, 2));
            return (name, [shape[0], shape[1] - 1, shape[2] - 1]);
        }

        private (string, long[]) WithConstant(string x, long[] shape, string type, Func<Tensor, Tensor, Tensor> step)
        {
            // Each axis repeated or not; the first ones left away where they are repeated.
            long[] full = [.. shape.Select(size => Below(2) == 1 ? size : 1)];
            var constant = Below(2) == 1 ? full : [.. full.SkipWhile(size => size == 1)];
            var (weight, values) = Weight(constant);
            var name = Step(type, made => step(made[x], tensor(values, constant)));
            _builder.Node(type, $"{x} {weight}", name);
            return (name, shape);
        }

        private (string, long[]) Sliced(string x, long[] shape)
        {
            var axis = Below(3);
            var start = Below((int)shape[axis]);
            var length = 1 + Below((int)(shape[axis] - start));
            var name = Step("Slice", values => values[x].narrow(axis + 1, start, length));
            _builder.Integers($"{name}.s", start).Integers($"{name}.e", start + length).Integers($"{name}.a", axis + 1).Node("Slice", $"{x} {name}.s {name}.e {name}.a", name);
            return (name, With(shape, axis, length));
        }

        private (string, long[]) Reversed(string x, long[] shape)
        {
            var axis = Below(3);
            long[] reversed = [.. Enumerable.Range(0, (int)shape[axis]).Select(i => shape[axis] - 1 - i)];
            var name = Step("Gather", values => values[x].index_select(axis + 1, tensor(reversed, [reversed.Length])));
            _builder.Integers($"{name}.i", reversed).Node("Gather", $"{x} {name}.i", name, Int("axis", axis + 1));
            return (name, shape);
        }

        private (string, long[]) Joined(string x, long[] shape)
        {
            var others = _made.Where(made => made.Shape.AsSpan().SequenceEqual(shape)).ToArray();
            var other = others[Below(others.Length)].Name;
            if (Below(2) == 0)
            {
                var sum = Step("Add", values => values[x] + values[other]);
                _builder.Node("Add", $"{other} {x}", sum);
                return (sum, shape);
            }

            var axis = Below(3);
            var name = Step("Concat", values => cat([values[x], values[other]], axis + 1));
            _builder.Node("Concat", $"{x} {other}", name, Int("axis", axis + 1));
            return (name, With(shape, axis, 2 * shape[axis]));
        }

        private (string, long[]) Padded(string x, long[] shape)
        {
            var amounts = Enumerable.Range(0, 6).Select(_ => (long)Below(2)).ToArray();
            var name = Step("Pad", values => nn.functional.pad(values[x], new[] { amounts[2], amounts[5], amounts[1], amounts[4], amounts[0], amounts[3] }));
            _builder.Integers($"{name}.p", 0, amounts[0], amounts[1], amounts[2], 0, amounts[3], amounts[4], amounts[5]).Node("Pad", $"{x} {name}.p", name);
            return (name, [.. shape.Select((size, axis) => size + amounts[axis] + amounts[axis + 3])]);
        }

        private (string, long[]) Gated(string x, long[] shape)
        {
            long[] axes = [.. Enumerable.Range(1, 3).Where(_ => Below(2) == 1).Select(axis => (long)axis)];
            axes = axes.Length == 0 ? [1, 2] : axes;
            var mean = Step("ReduceMean", values => values[x].mean(axes, keepdim: true));
            _builder.Node("ReduceMean", x, mean, Ints("axes", axes));
            var name = Step("Mul", values => values[mean] * values[x]);
            _builder.Node("Mul", $"{mean} {x}", name);
            return (name, shape);
        }

        private (string, long[]) Softmaxed(string x, long[] shape)
        {
            var axis = Below(3) + 1;
            var name = Step("Softmax", values => values[x].softmax(axis));
            _builder.Node("Softmax", x, name, Int("axis", axis));
            return (name, shape);
        }

        private (string, long[]) Multiplied(string x, long[] shape)
        {
            long[] matrix = [shape[2], 1 + Below(4)];
            var (weight, values) = Weight(matrix);
            var name = Step("MatMul", made => made[x].matmul(tensor(values, matrix)));
            _builder.Node("MatMul", $"{x} {weight}", name);
            return (name, With(shape, 2, matrix[1]));
        }

        private (string, long[]) Normalized(string x, long[] shape)
        {
            long[] last = [shape[2]];
            var ((weight, factors), (bias, offsets)) = (Weight(last), Weight(last));
            var name = Step("LayerNormalization", values => nn.functional.layer_norm(values[x], last, tensor(factors, last), tensor(offsets, last), 1e-2));
            _builder.Node("LayerNormalization", $"{x} {weight} {bias}", name, Float("epsilon", 1e-2));
            return (name, shape);
        }

        private (string, long[]) Transposed(string x, long[] shape, int[] order)
        {
            var name = Step($"Transpose {string.Join(' ', order)}", values => values[x].permute([0, .. order.Select(axis => axis + 1L)]));
            _builder.Node("Transpose", x, name, Ints("perm", [0, .. order.Select(axis => axis + 1L)]));
            return (name, [.. order.Select(axis => shape[axis])]);
        }

        private void Close(string x, long[] shape)
        {
            var count = shape.Aggregate((product, size) => product * size);
            var start = Step("Flatten", values => values[x].flatten(1));
            _builder.Node("Flatten", x, start);
            var flat = start;
            if (Below(2) == 1)
            {
                var (shift, offsets) = Weight([count]);
                var moved = Step("Add", values => values[start] + tensor(offsets, [count]));
                _builder.Node("Add", $"{start} {shift}", moved);
                flat = Step("Relu", values => values[moved].relu());
                _builder.Node("Relu", moved, flat);
            }

            var last = flat;
            var (weight, matrix) = Weight([count, 4]);
            _steps.Add(values => values[last].matmul(tensor(matrix, [count, 4])));
            _names.Add("logits");
            _builder.Node("Gemm", $"{flat} {weight}", "logits");
        }

        private int[] Shuffled()
        {
            int[][] orders = [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [1, 2, 0], [2, 0, 1]];
            return orders[Below(orders.Length)];
        }

        private string Step(string word, Func<Dictionary<string, Tensor>, Tensor> step)
        {
            var name = $"t{_steps.Count}";
            _steps.Add(step);
            _names.Add(name);
            _words.Add($"{name} {word}");
            return name;
        }

        private (string Name, double[] Values) Weight(long[] shape)
        {
            var name = $"w{_weights++}";
            var values = _stream.Normal((int)shape.Aggregate(1L, (product, size) => product * size));
            _builder.Weights(name, shape, values);
            return (name, values);
        }

        private int Below(int count) => (int)(_stream.NextUInt32() % (uint)count);

        private static long[] With(long[] shape, int axis, long size) => [.. shape.Select((old, i) => i == axis ? size : old)];
    }
}
