using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Fooling;
using VizBench.Methods.Maximisation;
using VizBench.Methods.Optimising;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Optimising;

public sealed class OptimisationLoopTests
{
    private static IEnumerable<TestCaseData> Optimisers() =>
        new Optimiser[] { new Adam(), new NAdam(), new Lbfgs(), new Sgd(GradientScale.Norm, 0.9) }.Select(optimiser => new TestCaseData(optimiser).SetArgDisplayNames(optimiser.GetType().Name));

    [TestCaseSource(nameof(Optimisers))]
    public void Interrupted_and_gone_on_equals_uninterrupted(object optimiser)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var parts = Paintings.Of(network, 12, optimiser: (Optimiser)optimiser);
        using var whole = new OptimisationLoop(parts).Run();
        var half = new OptimisationLoop(parts).Run(until: 5);
        Assert.That(half.Step, Is.EqualTo(5));
        using var resumed = new OptimisationLoop(parts).Continue(half);
        Assert.That(Paintings.Numbers(resumed.Parameters[0]), Is.EqualTo(Paintings.Numbers(whole.Parameters[0])));
    }

    [Test]
    public void A_picture_alone_is_what_it_is_in_a_batch_and_the_objective_rises()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1) with { Layer = "features.2", Units = [new Unit(1), new Unit(4), new Unit(6)], Targets = [] };
        var method = new AmFourier { Steps = 40, Sigma = 0.1 };
        var together = method.RunChecked(probe);
        var alone = method.RunChecked(probe with { Units = [new Unit(4)] });
        Assert.That(Paintings.Numbers(alone.Value), Is.EqualTo(Paintings.Numbers(together.Value.narrow(0, 1, 1))).Within(1e-9));
        Assert.That(together.Traces, Has.All.Matches<IReadOnlyList<TraceRow>>(rows => rows![^2].Objective > rows[0].Objective));
        Assert.That(together.Traces[0].Select(row => row.Step), Is.EqualTo(Enumerable.Range(0, 17).Concat([32, 39, 40])));
    }

    [Test]
    public void Same_seed_same_bytes_another_seed_another_picture()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        double[] Of(long seed) => Paintings.Numbers(new AmFourier { Steps = 3 }.RunChecked(SmallNetwork.ProbeOf(network, 1) with { Seed = seed }).Value);
        var first = Of(3);
        Assert.That(Of(3), Is.EqualTo(first));
        Assert.That(Of(4), Is.Not.EqualTo(first));
    }

    [Test]
    public void Down_ends_lower_than_up()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        double Reached(bool down) => new AmFourier { Steps = 20, Minimise = down }.RunChecked(SmallNetwork.ProbeOf(network, 1)).Scalars["logit"][0];
        Assert.That(Reached(down: true), Is.LessThan(Reached(down: false)));
    }

    [Test]
    public void An_objective_that_is_no_number_keeps_the_last_good_picture_of_that_sample_alone()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var parts = Paintings.Of(network, 6);
        using var good = new OptimisationLoop(parts).Run();
        using var two = new OptimisationLoop(parts).Run(until: 2);
        var loop = new OptimisationLoop(parts with { Objective = new BrokenFrom(parts.Objective, call: 3) });
        using var end = loop.Run();
        Assert.That(loop.Stopped, Is.EqualTo(new Dictionary<int, int> { [0] = 3 }));
        Assert.That(Paintings.Numbers(end.Parameters[0].narrow(0, 0, 1)), Is.EqualTo(Paintings.Numbers(two.Parameters[0].narrow(0, 0, 1))));
        Assert.That(Paintings.Numbers(end.Parameters[0].narrow(0, 1, 1)), Is.EqualTo(Paintings.Numbers(good.Parameters[0].narrow(0, 1, 1))));
    }

    [Test]
    public void A_dead_unit_is_named()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        using (no_grad())
        {
            network.Parameters["features.2.weight"].narrow(0, 2, 1).zero_();
            network.Parameters["features.2.bias"].narrow(0, 2, 1).fill_(-1);
        }

        var probe = SmallNetwork.ProbeOf(network, 1) with { Layer = "features.3", Units = [new Unit(2)], Targets = [] };
        Assert.That(() => new AmFourier { Steps = 3 }.RunChecked(probe), Throws.TypeOf<UserError>().With.Message.Contains("unit 2 of features.3").And.Message.Contains("the gradient is zero in every step"));
        var notes = new AmFourier { Steps = 3 }.RunChecked(probe with { Units = [new Unit(2), new Unit(3)] }).Notes;
        Assert.That(notes, Has.Count.EqualTo(1).And.All.Contains("unit 2 of features.3"));
    }

    [Test]
    public void Decay_alone_shrinks_by_its_rate()
    {
        using var scope = NewDisposeScope();
        var x = Paintings.Random("x", 1, 3, 4, 4);
        var shrunk = Enumerable.Range(0, 10).Aggregate(x, (now, step) => new Decay(0.1).Apply(now, zeros_like(now), step));
        Assert.That(Paintings.Numbers(shrunk), Is.EqualTo(Paintings.Numbers(x * Math.Pow(0.9, 10))).Within(1e-12));
    }

    [Test]
    public void An_optimisation_at_rest_ends()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        using var end = new OptimisationLoop(Paintings.Of(network, 500) with { Rate = Schedule.Constant(0), Transforms = [], Plateau = 5 }).Run();
        Assert.That(end.Step, Is.EqualTo(6));
    }

    [Test]
    public void The_confidence_of_an_evolution_never_falls()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        foreach (var method in new EvolvedFooling[] { new FoolingCppn { Generations = 17, Population = 12 }, new FoolingDirect { Generations = 17, Population = 12 } })
        {
            var trace = method.RunChecked(SmallNetwork.ProbeOf(network, 2)).Traces[1].Select(row => row.Objective).ToArray();
            Assert.That(trace, Is.Ordered.And.All.InRange(0, 1));
        }
    }

    private sealed class BrokenFrom(Objective inner, int call) : Objective
    {
        private int _calls;

        internal override IReadOnlyList<string> Layers => inner.Layers;

        internal override Tensor Of(Seen seen)
        {
            var values = inner.Of(seen);
            return _calls++ == call ? values * tensor([double.NaN, 1], [2]) : values;
        }
    }
}
