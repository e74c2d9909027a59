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

    [Test]
    public void A_schedule_reaches_its_end_on_the_last_step() =>
        Assert.That(new[] { 0, 4 }.Select(step => Schedule.Linear(8, 2, 5)(step)), Is.EqualTo(new[] { 8.0, 2.0 }));
}
