using NUnit.Framework;
using VizBench.Methods.Attribution;
using VizBench.Networks;

namespace VizBench.Tests.Networks;

public sealed class ClassProbabilityTests
{
    private static readonly double[] s_logits = [-40, 0.5, 40];

    [Test]
    public void Softmax_is_over_the_classes_and_sigmoid_each_logits_own()
    {
        using var scope = NewDisposeScope();
        var logits = tensor([1.0, 2, 4], [1, 3]);
        var sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(4);
        double[] softmax = [Math.Exp(1) / sum, Math.Exp(2) / sum, Math.Exp(4) / sum];
        double[] sigmoid = [1 / (1 + Math.Exp(-1)), 1 / (1 + Math.Exp(-2)), 1 / (1 + Math.Exp(-4))];
        Assert.That(ClassProbability.Softmax.Of(logits).data<double>().ToArray(), Is.EqualTo(softmax).Within(1e-15));
        Assert.That(ClassProbability.Sigmoid.Of(logits).data<double>().ToArray(), Is.EqualTo(sigmoid).Within(1e-15));
        Assert.That(ClassProbability.Softmax.OfSample([1.0, 2, 4]), Is.EqualTo(softmax).Within(1e-15));
        Assert.That(ClassProbability.Sigmoid.OfSample([1.0, 2, 4]), Is.EqualTo(sigmoid).Within(1e-15));
        Assert.That(ClassProbability.Softmax.LogOf(logits).data<double>().ToArray(), Is.EqualTo(Array.ConvertAll(softmax, Math.Log)).Within(1e-14));
        Assert.That(ClassProbability.Sigmoid.LogOf(logits).data<double>().ToArray(), Is.EqualTo(Array.ConvertAll(sigmoid, Math.Log)).Within(1e-14));
    }

    [Test]
    public void The_sigmoids_logarithm_and_gradient_keep_their_digits_near_0_and_1()
    {
        using var scope = NewDisposeScope();
        var leaf = tensor(s_logits, [1, 3]).requires_grad_();
        var logarithm = ClassProbability.Sigmoid.LogOf(leaf);
        double[] expected = [-40, Math.Log(1 / (1 + Math.Exp(-0.5))), -Math.Exp(-40)];
        AssertClose(logarithm, expected);
        // d log σ(z) / dz = σ(−z).
        AssertClose(autograd.grad([logarithm], [leaf], [ones([1, 3], float64)])[0], [1, 1 / (1 + Math.Exp(0.5)), Math.Exp(-40)]);
        // dσ(z) / dz = σ(z) σ(−z), at the target alone.
        for (var target = 0; target < 3; target++)
        {
            var slope = Math.Exp(-Math.Abs(s_logits[target])) / Math.Pow(1 + Math.Exp(-Math.Abs(s_logits[target])), 2);
            double[] gradient = [.. Enumerable.Range(0, 3).Select(k => k == target ? slope : 0)];
            AssertClose(ClassProbability.Sigmoid.GradientOf(leaf.detach(), Seeds.OneHot(leaf, [target])), gradient);
        }
    }

    private static void AssertClose(Tensor actual, double[] expected)
    {
        var values = actual.detach().contiguous().data<double>().ToArray();
        for (var i = 0; i < expected.Length; i++)
            Assert.That(values[i], Is.EqualTo(expected[i]).Within(1e-13 * Math.Abs(expected[i])), $"entry {i}");
    }
}
