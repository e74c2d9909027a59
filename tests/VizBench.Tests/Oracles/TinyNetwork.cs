using VizBench.Methods;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Randomness;

namespace VizBench.Tests.Oracles;

/// <summary>
/// Convolution, rectifier, convolution, rectifier, fully connected layer over two channels of 5×5, with weights, biases and inputs of
/// both signs; as the product has it, and as the oracles do, in plain arrays.
/// </summary>
internal sealed class TinyNetwork : IDisposable
{
    internal const int Size = 5;
    internal const int Classes = 3;

    internal TinyNetwork(int stride, int groups, int seed)
    {
        var first = new Convolution(2, 4, 3) { Padding = 1, Stride = stride, Groups = groups };
        var second = new Convolution(4, 2, 3) { Padding = 1 };
        var size = stride == 1 ? Size : (Size + 1) / 2;
        var dense = new Linear(2 * size * size, Classes);
        var stack = new LayerStack();
        stack.Sequence("features", first, new ReLU(), second, new ReLU());
        stack.Add("flatten", new Flatten());
        stack.Sequence("classifier", dense);
        Network = NetworkOf(stack, seed);
        First = DenseLayer.Of(first, Weight("features.0"), Bias("features.0"), Size);
        Second = DenseLayer.Of(second, Weight("features.2"), Bias("features.2"), size);
        Dense = DenseLayer.Of(dense, Weight("classifier.0"), Bias("classifier.0"));
        Input = InputOf(seed);
        Hidden = Rectified(First.Forward(Input));
        Features = Rectified(Second.Forward(Hidden));
        Logits = Dense.Forward(Features);
    }

    internal Network Network { get; }

    internal DenseLayer First { get; }

    internal DenseLayer Second { get; }

    internal DenseLayer Dense { get; }

    internal double[] Input { get; }

    /// <summary>After the first rectifier.</summary>
    internal double[] Hidden { get; }

    /// <summary>After the second.</summary>
    internal double[] Features { get; }

    internal double[] Logits { get; }

    public void Dispose() => Network.Dispose();

    /// <summary>A network of these layers with normal weights and biases.</summary>
    internal static Network NetworkOf(LayerStack stack, int seed)
    {
        var architecture = new Architecture("tiny", [2, Size, Size], Preprocessing.ConceptWorld(Size), stack.Layers);
        var network = new Network(architecture, FormulaWeights.Of(architecture, 7, float64, CPU), float64);
        using var grad = no_grad();
        var random = new StreamKey(5, "oracle", "weights", seed).Open();
        foreach (var value in network.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => parameter.Value))
            value.copy_(tensor(random.Normal(value.NumberOfElements), value.shape));
        return network;
    }

    internal static double[] InputOf(int seed) => new StreamKey(3, "oracle", "input", seed).Open().Normal(2 * Size * Size);

    /// <summary>What a method of the product makes of the class.</summary>
    internal static double[] Run(Method method, Network network, double[] input, long target) =>
        method.RunChecked(new Probe { Network = network, Input = tensor(input, [1, 2, Size, Size]), Targets = [target] }).Value.flatten().data<double>().ToArray();

    internal static double[] OneHot(int length, int place, double value = 1)
    {
        var values = new double[length];
        values[place] = value;
        return values;
    }

    private double[] Weight(string layer) => Network.ParametersOf(layer).Weight.flatten().data<double>().ToArray();

    private double[] Bias(string layer) => Network.ParametersOf(layer).Bias!.data<double>().ToArray();

    private static double[] Rectified(double[] values) => Array.ConvertAll(values, value => Math.Max(value, 0));
}
