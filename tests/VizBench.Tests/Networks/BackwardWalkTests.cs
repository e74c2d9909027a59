using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Tests.Networks;

public sealed class BackwardWalkTests
{
    private static IEnumerable<TestCaseData> Architectures()
    {
        yield return new TestCaseData(AlexNet.Build(), 80).SetArgDisplayNames("alexnet");
        yield return new TestCaseData(VggMini.Build(), 64).SetArgDisplayNames("vgg-mini");
        yield return new TestCaseData(ResNet.Build(18), 64).SetArgDisplayNames("resnet18");
        yield return new TestCaseData(GoogLeNet.Build(), 64).SetArgDisplayNames("googlenet");
        yield return new TestCaseData(CaffeNet.Build(), 227).SetArgDisplayNames("caffenet");
        yield return new TestCaseData(EveryOperation(), 21).SetArgDisplayNames("every operation");
    }

    [TestCaseSource(nameof(Architectures))]
    public void Gradient_rules_equal_autograd(Architecture architecture, int size)
    {
        using var scope = NewDisposeScope();
        using var network = new Network(architecture, FormulaWeights.Of(architecture, 1, float64));
        var values = new StreamKey(1, "backward-walk", "input").Open().Normal(2 * 3 * size * size);
        var x = tensor(values, [2, 3, size, size]).requires_grad_();
        var logits = ForwardWalk.Logits(network, x);
        var seed = tensor(new StreamKey(1, "backward-walk", "seed").Open().Normal(logits.NumberOfElements), logits.shape);
        var expected = autograd.grad([logits], [x], [seed])[0];

        using var recording = Recording.Of(network, x);
        var seeds = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [architecture.Output.Name] = seed };
        var actual = BackwardWalk.Run(recording, seeds, GradientRules.Table)[0];

        var scale = expected.abs().amax(0, 1, 2, 3).item<double>();
        Assert.That(scale, Is.GreaterThan(0));
        Assert.That((actual - expected).abs().amax(0, 1, 2, 3).item<double>(), Is.LessThanOrEqualTo(1e-12 * scale));
    }

    /// <summary>A graph that fans out, joins again by sum and by concatenation, and holds every operation.</summary>
    private static Architecture EveryOperation()
    {
        var stack = new LayerStack();
        stack.Add("stem", new Convolution(3, 4, 3) { Stride = 2, Padding = 1, Dilation = 2, HasBias = false });
        var norm = stack.Add("norm", new BatchNorm(4));
        var relu = stack.Add("relu", new ReLU());
        var grouped = stack.Add("grouped", new Convolution(4, 4, 3) { Padding = 1, Groups = 2 }, relu);
        var sum = stack.Add("sum", new Add(), grouped, norm, relu);
        var pooled = stack.Add("pooled", new MaxPool(3, 2) { CeilMode = true }, sum);
        var normalised = stack.Add("normalised", new LocalResponseNorm(3) { Alpha = 0.5 }, pooled);
        var averaged = stack.Add("averaged", new AveragePool(3, 2) { CeilMode = true }, sum);
        stack.Add("joined", new Concat(), normalised, averaged);
        stack.Add("adaptive", new AdaptiveAveragePool(2));
        stack.Add("flatten", new Flatten());
        stack.Add("dropout", new Dropout(0.5));
        stack.Add("fc", new Linear(8 * 4, 5));
        stack.Add("softmax", new Softmax());
        return new Architecture("every-operation", [3, 21, 21], Preprocessing.ConceptWorld(21), stack.Layers);
    }
}
