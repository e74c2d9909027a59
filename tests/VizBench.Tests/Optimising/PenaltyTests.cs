using NUnit.Framework;
using VizBench.Methods.Optimising;
using VizBench.Metrics;

namespace VizBench.Tests.Optimising;

/// <summary>Each penalty's gradient against finite differences, and each is a number of one picture.</summary>
public sealed class PenaltyTests
{
    private static IEnumerable<TestCaseData> All() => new[]
    {
        Penalties.AlphaNorm(6, 1), Penalties.L2(1), Penalties.L1([0.1, 0.2, 0.3], 1), Penalties.CentreBias(0.7, 1),
        Penalties.TotalVariation(TotalVariationKind.AnisotropicL1, 1, 1), Penalties.TotalVariation(TotalVariationKind.IsotropicTrimmed, 1.5, 1),
        Penalties.TotalVariation(TotalVariationKind.IsotropicReplicate, 2, 1),
    }.Select((penalty, i) => new TestCaseData(penalty).SetArgDisplayNames($"{penalty.Name} {i}"));

    [TestCaseSource(nameof(All))]
    public void The_gradient_is_the_slope(object given)
    {
        using var scope = NewDisposeScope();
        var penalty = (Penalty)given;
        var x = Paintings.Random("x", 2, 3, 5, 6).requires_grad_();
        var gradient = autograd.grad([penalty.Of(x).sum()], [x])[0];
        using var grad = no_grad();
        var direction = Paintings.Random("direction", 2, 3, 5, 6);
        const double step = 1e-6;
        var slope = Paintings.Number((penalty.Of(x.detach() + direction * step) - penalty.Of(x.detach() - direction * step)).sum()) / (2 * step);
        Assert.That(Paintings.Number((gradient * direction).sum()), Is.EqualTo(slope).Within(1e-5 * Math.Abs(slope)));
    }

    [Test]
    public void The_blur_penalty_pulls_to_the_blurred_picture_held_fixed()
    {
        using var scope = NewDisposeScope();
        var x = Paintings.Random("x", 1, 3, 6, 6).requires_grad_();
        var gradient = autograd.grad([Penalties.Blur(1).Of(x).sum()], [x])[0];
        Assert.That(Paintings.Numbers(gradient), Is.EqualTo(Paintings.Numbers(x.detach() - GaussianBlur.Binomial(x.detach()))).Within(1e-14));
    }

    [TestCaseSource(nameof(All))]
    public void A_picture_costs_the_same_alone(object given)
    {
        using var scope = NewDisposeScope();
        var x = Paintings.Random("x", 2, 3, 5, 6);
        var together = Paintings.Numbers(((Penalty)given).Of(x));
        Assert.That(Paintings.Numbers(((Penalty)given).Of(x.narrow(0, 1, 1)))[0], Is.EqualTo(together[1]).Within(1e-12));
    }
}
