using Microsoft.ML.OnnxRuntime;
using NUnit.Framework;
using VizBench.Networks.Onnx;
using VizBench.Randomness;

namespace VizBench.Tests.Onnx;

/// <summary>The importer's whole operator table against ONNX Runtime: the cases of <see cref="OperatorCases"/>, and nodes with attributes by chance.</summary>
[Category(Checkout.Category)]
public sealed class OnnxRuntimeTests
{
    private const int Samples = 24;

    private static IEnumerable<TestCaseData> Cases() => OperatorCases.All.Where(c => !c.IsBeyondOnnxRuntime).Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    private static IEnumerable<string> OperatorNames() => OperatorVariants.All.Keys.Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Cases))]
    public void A_case_is_what_ONNX_Runtime_computes(object definition)
    {
        var @case = (OperatorCase)definition;
        var builder = new OnnxBuilder(@case.Opset, @case.Shape) { IsSingle = true };
        @case.Build(builder);
        var model = builder.Build();
        var input = Input(@case.Shape, new StreamKey(1, "onnx runtime", @case.ToString()).Open());
        var error = OnnxRuntimeOracle.Error(OnnxRuntimeOracle.Run(model, input, [1, .. @case.Shape]), OnnxRuntimeOracle.RunImported(model, input));
        Assert.That(error, Is.LessThanOrEqualTo(OnnxRuntimeOracle.Tolerance));
    }

    /// <summary>What ONNX Runtime runs, the import reads, and both compute the same.</summary>
    [TestCaseSource(nameof(OperatorNames))]
    public void A_node_with_any_attributes_is_what_ONNX_Runtime_computes(string name)
    {
        var key = new StreamKey(2, "onnx runtime", name).Open();
        var (run, refused) = (0, 0);
        Assert.Multiple(() =>
        {
            for (var sample = 0; sample < Samples; sample++)
            {
                var random = key.At(sample);
                var draw = OperatorVariants.Drawn(name, random);
                long[] shape = [random.NextInt(1, 3) * 2, random.NextInt(5, 9), random.NextInt(5, 9)];
                var builder = new OnnxBuilder(draw.Opset, shape) { IsSingle = true };
                draw.Build(builder);
                var model = builder.Build();
                var input = Input(shape, random);
                float[] expected;
                try
                {
                    expected = OnnxRuntimeOracle.Run(model, input, [1, .. shape]);
                }
                catch (OnnxRuntimeException e)
                {
                    TestContext.Out.WriteLine($"{sample}: {e.Message.ReplaceLineEndings(" ")}");
                    refused++;
                    continue;
                }

                run++;
                try
                {
                    var error = OnnxRuntimeOracle.Error(expected, OnnxRuntimeOracle.RunImported(model, input));
                    Assert.That(error, Is.LessThanOrEqualTo(OperatorVariants.ToleranceOf(draw)), $"sample {sample}, opset {draw.Opset}, input ({string.Join(", ", shape)}): {draw}");
                }
                catch (FileError e)
                {
                    Assert.Fail($"sample {sample}, opset {draw.Opset}, input ({string.Join(", ", shape)}): {draw}: {e.Reason}");
                }
            }
        });
        TestContext.Out.WriteLine($"{run} run, {refused} refused by ONNX Runtime");
        Assert.That(run, Is.GreaterThanOrEqualTo(Samples / 4), "a generator whose models are refused tests nothing");
    }

    [Test]
    public void Every_operator_has_variants() => Assert.That(Operators.Names.Except(OperatorVariants.All.Keys, StringComparer.Ordinal), Is.EquivalentTo(OperatorVariants.OfConstants));

    private static float[] Input(long[] shape, RandomStream random) =>
        [.. random.Normal(shape.Aggregate(1L, (count, size) => count * size)).Select(value => (float)value)];
}
