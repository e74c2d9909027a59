using NUnit.Framework;
using VizBench.Methods.Optimising;

namespace VizBench.Tests.Optimising;

public sealed class OptimiserTests
{
    [Test]
    public void A_step_by_mean_magnitude_moves_a_value_by_the_rate_on_average()
    {
        using var scope = NewDisposeScope();
        var (x, g) = (Paintings.Random("x", 2, 3, 4, 4), Paintings.Random("g", 2, 3, 4, 4));
        var moved = new Sgd(GradientScale.MeanMagnitude).Update([x], [g], [], 0.3, 0).Parameters[0];
        Assert.That(Paintings.Numbers((moved - x).abs().flatten(1).mean([1])), Is.All.EqualTo(0.3).Within(1e-12));
    }

    [Test]
    public void A_gradient_of_zeros_moves_nothing()
    {
        using var scope = NewDisposeScope();
        var x = Paintings.Random("x", 1, 3, 4, 4);
        foreach (var optimiser in new Optimiser[] { new Sgd(GradientScale.Norm), new Sgd(GradientScale.SquaredNorm), new Adam(), new NAdam(), new Lbfgs() })
        {
            var moved = optimiser.Update([x], [zeros_like(x)], optimiser.Start([x]), 0.3, 0).Parameters[0];
            Assert.That(Paintings.Numbers(moved), Is.EqualTo(Paintings.Numbers(x)), optimiser.GetType().Name);
        }
    }

    /// <summary>f = −½ Σ aᵢ (x − c)², its top at c.</summary>
    [Test]
    public void Each_climbs_a_hill()
    {
        using var scope = NewDisposeScope();
        var (curve, top) = (Paintings.Random("a", 2, 6).abs() + 0.5, Paintings.Random("c", 2, 6));
        // At a constant rate Adam hovers about the top, by less than a step.
        foreach (var (optimiser, rate, within) in new (Optimiser, double, double)[] { (new Sgd(momentum: 0.5), 0.2, 1e-3), (new Adam(), 0.05, 0.05), (new NAdam(), 0.05, 0.05), (new Lbfgs(), 1, 1e-3) })
        {
            Tensor[] x = [zeros_like(top)];
            var memory = optimiser.Start(x);
            for (var step = 0; step < 600; step++)
                (x, memory) = optimiser.Update(x, [curve * (top - x[0])], memory, rate, step);
            Assert.That(Paintings.Numbers(x[0]), Is.EqualTo(Paintings.Numbers(top)).Within(within), optimiser.GetType().Name);
        }
    }

    /// <summary>The first sample climbs to a top; the second falls away from one, where a pair's curvature is negative.</summary>
    [TestCase(1.0)]
    [TestCase(1e-8)]
    [TestCase(1e12)]
    public void A_sample_without_positive_curvature_moves_as_far_as_at_first_and_leaves_the_other_alone(double scale)
    {
        using var scope = NewDisposeScope();
        const double Move = 0.01;
        var (curve, top) = (Paintings.Random("a", 2, 6).abs() + 0.5, Paintings.Random("c", 2, 6));
        curve.select(0, 1).mul_(-1);
        var alone = new[] { 0, 1 }.Select(i => Path(curve.narrow(0, i, 1), top.narrow(0, i, 1)).ToArray()).ToArray();
        var before = zeros_like(top);
        foreach (var (both, step) in Path(curve, top).Select((x, step) => (x, step)))
        {
            Assert.That(Paintings.Numbers(both), Is.EqualTo(Paintings.Numbers(cat([alone[0][step], alone[1][step]]))).Within(1e-12), $"step {step}");
            Assert.That(Paintings.Numbers((both - before).abs().mean([1]))[1], Is.EqualTo(Move).Within(1e-12), $"step {step}");
            before = both;
        }

        Assert.That(Paintings.Numbers(before.select(0, 0)), Is.EqualTo(Paintings.Numbers(top.select(0, 0))).Within(1e-6));

        IEnumerable<Tensor> Path(Tensor curve, Tensor top)
        {
            var optimiser = new Lbfgs(firstMove: Move);
            Tensor[] x = [zeros_like(top)];
            var memory = optimiser.Start(x);
            for (var step = 0; step < 40; step++)
            {
                (x, memory) = optimiser.Update(x, [curve * (top - x[0]) * scale], memory, 1, step);
                yield return x[0];
            }
        }
    }

    [Test]
    public void A_schedule_reaches_its_end_on_the_last_step() =>
        Assert.That(new[] { 0, 4 }.Select(step => Schedule.Linear(8, 2, 5)(step)), Is.EqualTo(new[] { 8.0, 2.0 }));
}
