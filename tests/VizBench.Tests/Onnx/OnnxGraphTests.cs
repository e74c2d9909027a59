using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Tests.Weights;
using Architecture = VizBench.Networks.Architecture;

namespace VizBench.Tests.Onnx;

/// <summary>
/// Small graphs over all operators, layouts and opsets, made by eng/reference/onnx_graphs.py: the output against PyTorch's in float64 and
/// against ONNX Runtime's in float32, the gradient by the input against PyTorch's. A tensor of N, H, W, C is given to the product as the
/// network takes it.
/// </summary>
public sealed class OnnxGraphTests
{
    /// <summary>By the largest value; both sides compute in float64.</summary>
    private const double Tolerance = 1e-10;

    private static readonly Dictionary<string, byte[]> s_files = Unpacked();

    private static readonly Dictionary<string, JsonElement> s_index =
        JsonDocument.Parse(s_files["index.json"]).RootElement.EnumerateArray().ToDictionary(graph => graph.GetProperty("file").GetString()!, StringComparer.Ordinal);

    private static IEnumerable<TestCaseData> Graphs() => s_index.Select(graph => new TestCaseData(graph.Key).SetArgDisplayNames(graph.Value.GetProperty("name").GetString()!));

    /// <summary>Those whose operators PyTorch has too.</summary>
    private static IEnumerable<TestCaseData> GraphsOfPyTorch() => Graphs().Where(graph => s_files.ContainsKey($"{graph.Arguments[0]}.values"));

    [Test]
    public void There_are_hundreds_over_the_whole_operator_table()
    {
        var graphs = s_index.Values.ToArray();
        Assert.That(graphs, Has.Length.GreaterThanOrEqualTo(400));
        Assert.That(graphs.Count(graph => graph.GetProperty("layout").GetString() is "NHWC"), Is.GreaterThanOrEqualTo(40));
        // Of constants there are cases of OperatorCases; the onnx package that made the graphs knows no newer operators.
        Assert.That(VizBench.Networks.Onnx.Operators.Names.Except(Operators, StringComparer.Ordinal), Is.SubsetOf([.. OperatorVariants.OfConstants, "RMSNormalization", "Swish"]));
    }

    /// <summary>All operators that the graphs have.</summary>
    internal static IReadOnlySet<string> Operators
    {
        get
        {
            var used = new HashSet<string>(StringComparer.Ordinal);
            using var folder = new TemporaryFolder();
            foreach (var file in s_index.Keys)
                used.UnionWith(TestModel.OperatorsOf(folder.File("model.onnx", s_files[$"{file}.onnx"])));
            return used;
        }
    }

    [TestCaseSource(nameof(GraphsOfPyTorch))]
    public void Output_and_gradient_are_PyTorchs(string file)
    {
        using var scope = NewDisposeScope();
        var (graph, values) = (s_index[file], MemoryMarshal.Cast<byte, double>(s_files[$"{file}.values"]).ToArray());
        var outputs = graph.GetProperty("outputs").GetInt32();
        using var network = Opened(file, out var architecture);
        var (x, isTurned) = InputFor(architecture, graph);
        var leaf = x.detach().requires_grad_();

        var y = ForwardWalk.Outputs(network, leaf, ["logits"])[0];
        AssertAgree("output", y, values[..outputs]);
        var seed = tensor([.. Enumerable.Range(0, outputs).Select(j => (j * 37 % 101 - 50) / 64.0)], [1, outputs]);
        var gradient = autograd.grad([y], [leaf], [seed])[0];
        AssertAgree("gradient", isTurned ? gradient.permute(0, 2, 3, 1) : gradient, values[outputs..]);

        // The same through the layers one by one.
        using var recording = Recording.Of(network, x, "logits");
        var signal = BackwardWalk.Run(recording, new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["logits"] = seed }, GradientRules.Table)[0];
        AssertAgree("signal", isTurned ? signal.permute(0, 2, 3, 1) : signal, values[outputs..]);
    }

    [TestCaseSource(nameof(Graphs))]
    [Category(Checkout.Category)]
    public void Output_is_ONNX_Runtimes(string file)
    {
        using var scope = NewDisposeScope();
        var graph = s_index[file];
        using var network = Opened(file, out var architecture);
        var expected = OnnxRuntimeOracle.Run(s_files[$"{file}.onnx"], Input(file), [1, .. ShapeOf(graph)]);
        using var grad = no_grad();
        var actual = ForwardWalk.Outputs(network, InputFor(architecture, graph).Input, ["logits"])[0];
        Assert.That(OnnxRuntimeOracle.Error(expected, actual.contiguous().data<double>().ToArray()), Is.LessThanOrEqualTo(OnnxRuntimeOracle.Tolerance));
    }

    private static Network Opened(string file, out Architecture architecture)
    {
        using var folder = new TemporaryFolder();
        using var model = OnnxNetwork.Read(folder.File("model.onnx", s_files[$"{file}.onnx"]), exactAttributes: true);
        architecture = model.Architecture;
        return WeightLoader.Load(model.Architecture, model.Weights, float64, CPU);
    }

    private static (Tensor Input, bool IsTurned) InputFor(Architecture architecture, JsonElement graph)
    {
        var shape = ShapeOf(graph);
        var x = tensor(Input(graph.GetProperty("file").GetString()!), [1, .. shape]).to(float64);
        var isTurned = graph.GetProperty("layout").GetString() is "NHWC" && !architecture.InputShape.SequenceEqual(shape);
        return (isTurned ? x.permute(0, 3, 1, 2).contiguous() : x, isTurned);
    }

    private static float[] Input(string file) => MemoryMarshal.Cast<byte, float>(s_files[$"{file}.input"]).ToArray();

    private static long[] ShapeOf(JsonElement graph) => [.. graph.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];

    private static void AssertAgree(string what, Tensor actual, double[] expected)
    {
        var values = actual.contiguous().data<double>().ToArray();
        Assert.That(values, Has.Length.EqualTo(expected.Length), what);
        var error = values.Zip(expected, (a, e) => Math.Abs(a - e)).Max() / Math.Max(expected.Max(Math.Abs), double.Epsilon);
        Assert.That(error, Is.LessThanOrEqualTo(Tolerance), what);
    }

    private static Dictionary<string, byte[]> Unpacked()
    {
        using var archive = new ZipArchive(File.OpenRead(TestFiles.Path("Onnx", "Graphs", "graphs.zip")));
        return archive.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return bytes.ToArray();
            },
            StringComparer.Ordinal);
    }
}
