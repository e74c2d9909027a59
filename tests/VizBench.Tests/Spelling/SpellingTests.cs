using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Relevance;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Tests.Spelling;

/// <summary>Attribution follows from the function, not from how a graph spells it: pairs of equal networks under every method.</summary>
public sealed class SpellingTests
{
    private const double Tolerance = 1e-12;

    private static readonly Dictionary<string, string> s_cheap = new(StringComparer.Ordinal)
    {
        ["integrated-gradients"] = "steps=3",
        ["smoothgrad"] = "n=2",
        ["occlusion"] = "window=3,4,4;stride=3,2,2",
        ["rise"] = "masks=8",
        ["relevance-paths"] = "top=2",
    };

    /// <summary>Every attribution method, and the relevance methods with every rule and composite.</summary>
    private static readonly string[] s_methods =
    [
        .. MethodRegistry.All.Where(info => info.Description.Result.IsAttribution()).Select(info => $"{info.Id}:{s_cheap.GetValueOrDefault(info.Id, "")}"),
        .. Enum.GetNames<LrpRule>().Select(Kebab).Where(rule => rule is not "zbox").SelectMany(rule => new[] { $"lrp:rule={rule}", $"lrp:rule={rule};zero_params=bias;first_rule=zbox" }),
        .. Enum.GetNames<LrpComposite>().Select(composite => $"lrp:composite={Kebab(composite)};low=-3,-3,-3;high=3,3,3"),
        "lrp:rule=gamma;generalised=false", "lrp:batch_norm=epsilon", "lrp:seed=logit;ties=split", "excitation-backprop:contrastive=true", "excitation-backprop:zero_params=bias",
        "deep-taylor:zero_params=", "score-cam:weight=probability", "gradient:of=probability", "deconvnet:unpool=gradient",
    ];

    private static IEnumerable<TestCaseData> Convolutions() =>
        from wiring in Enum.GetValues<Wiring>()
        from spelling in Enumerable.Range(1, Block.Convolutions.Count - 1)
        select new TestCaseData(wiring, spelling).SetArgDisplayNames(wiring.ToString(), Block.Convolutions[spelling].Name);

    private static IEnumerable<TestCaseData> DenseLayers() =>
        from classes in new[] { 1L, 3L }
        from spelling in Enumerable.Range(1, Block.DenseLayers.Count - 1)
        select new TestCaseData(classes, spelling).SetArgDisplayNames(classes == 1 ? "one output" : $"{classes} outputs", Block.DenseLayers[spelling].Name);

    [TestCaseSource(nameof(Convolutions))]
    public void Convolutions_spelled_otherwise_give_the_same_attribution(Wiring wiring, int spelling)
    {
        using var canonical = SpelledNetwork.Of(wiring, 0, 0, 3);
        using var other = SpelledNetwork.Of(wiring, spelling, 0, 3);
        AssertAlike(canonical, other);
    }

    [TestCaseSource(nameof(DenseLayers))]
    public void Fully_connected_layers_spelled_otherwise_give_the_same_attribution(long classes, int spelling)
    {
        using var canonical = SpelledNetwork.Of(Wiring.Chain, 0, 0, classes);
        using var other = SpelledNetwork.Of(Wiring.Chain, 0, spelling, classes);
        AssertAlike(canonical, other);
    }

    [Test]
    public void One_normalization_behind_a_concatenation_is_one_behind_each_branch()
    {
        using var apart = Branches(false);
        using var together = Branches(true);
        AssertAlike(apart, together);
    }

    private static Network Branches(bool together) => SpelledNetwork.Load(10, onnx =>
    {
        var (left, right) = (Block.Convolution("left", 3, 4, SpelledNetwork.Size), Block.Convolution("right", 3, 2, SpelledNetwork.Size));
        var plain = Block.Convolutions[0].Add;
        if (together)
        {
            plain(left with { Factor = [1, 1, 1, 1], Offset = [0, 0, 0, 0] }, onnx, "x", "left");
            plain(right with { Factor = [1, 1], Offset = [0, 0] }, onnx, "x", "right");
            onnx.Node("Concat", "left right", "both", Onnx.OnnxBuilder.Int("axis", 1));
            var norm = new Block("norm", [], [], new double[6], [.. left.Factor, .. right.Factor], [.. left.Offset, .. right.Offset]);
            norm.Normalized(onnx, "both", "joined", norm.Factor, norm.Offset);
        }
        else
        {
            plain(left, onnx, "x", "left");
            plain(right, onnx, "x", "right");
            onnx.Node("Concat", "left right", "joined", Onnx.OnnxBuilder.Int("axis", 1));
        }

        onnx.Node("Relu", "joined", "relu").Node("GlobalAveragePool", "relu", "pool").Node("Flatten", "pool", "flat");
        Block.DenseLayers[0].Add(Block.Dense("dense", 6, 3), onnx, "flat", "logits");
        onnx.Output("logits");
    });

    private static void AssertAlike(Network canonical, Network other)
    {
        using var scope = NewDisposeScope();
        var input = SpelledNetwork.Input(canonical);
        var logits = ForwardWalk.Logits(canonical, input);
        Assert.That(ErrorOf(ForwardWalk.Logits(other, input), logits), Is.LessThan(Tolerance), "the networks compute the same");
        Assert.Multiple(() =>
        {
            foreach (var method in s_methods)
            {
                using var inner = NewDisposeScope();
                var (expected, actual) = (Run(method, canonical, input), Run(method, other, input));
                Assert.That(ErrorOf(actual, expected), Is.LessThan(Tolerance), method);
            }
        });
    }

    private static Tensor Run(string method, Network network, Tensor input)
    {
        var parts = method.Split(':');
        var options = parts.Length < 2 ? [] : parts[1].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('='));
        var made = MethodRegistry.Named(parts[0]).Create(options.ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
        long[] targets = network.ClassCount == 1 ? [0, 0] : [2, 1];
        return made.RunChecked(new Probe { Network = network, Input = input, Targets = targets }).Value;
    }

    private static double ErrorOf(Tensor actual, Tensor expected)
    {
        var largest = expected.abs().flatten().amax(0).item<double>();
        var error = (actual - expected).abs().flatten().amax(0).item<double>();
        return largest == 0 ? error : error / largest;
    }

    private static string Kebab(string name) => name switch { "AlphaBeta" => "alpha-beta", _ => string.Concat(name.Select((letter, i) => (i > 0 && char.IsUpper(letter) ? "-" : "") + char.ToLowerInvariant(letter))) };
}
