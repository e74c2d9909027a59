using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Optimising;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Optimising;

public sealed class SeeThroughPictureTests
{
    private static SeeThroughPicture Create() => new(new ColourPicture(Paintings.Canvas(16, 16), 0.3), sigma: 0.5);

    [Test]
    public void A_background_shows_where_the_opacity_is_small_and_another_one_in_each_step()
    {
        using var scope = NewDisposeScope();
        var (picture, draws) = (Create(), Paintings.Draws());
        var parameters = picture.Start(draws);
        var opacity = Paintings.Numbers(picture.Maps(parameters)["transparency"]);
        Assert.That(opacity, Is.All.InRange(0, 1));
        var (first, share) = picture.Posed(parameters, draws, 0);
        var (second, _) = picture.Posed(parameters, draws, 1);
        Assert.That(Paintings.Numbers(share!)[0], Is.EqualTo(1 - opacity.Take(256).Average()).Within(1e-12));
        var change = Paintings.Numbers((first - second).abs().mean([1]));
        Assert.That(change.Zip(opacity, (by, opaque) => by / (1 - opaque)), Is.All.LessThan(10).And.Some.GreaterThan(0.1));
        // Where a picture is opaque, nothing shows through.
        Tensor[] opaque = [.. parameters.SkipLast(1), parameters[^1] * 0 + 1e6];
        Assert.That(Paintings.Numbers(picture.Posed(picture.From(picture.Picture(opaque)), draws, 0).Share!), Is.All.EqualTo(0.05).Within(1e-9));
    }

    [Test]
    public void A_step_follows_the_gradient_of_the_objective_times_what_is_transparent()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var (picture, draws) = (Create(), Paintings.Draws());
        var start = picture.Start(draws);
        const double rate = 1e-3;
        var loop = new OptimisationLoop(Paintings.Of(network, 1, draws, new Sgd()) with { Parameterisation = picture, Transforms = [], Rate = Schedule.Constant(rate) });
        using var state = loop.Run();
        var moved = state.Parameters.Zip(start, (after, before) => (after - before) / rate).ToArray();
        var objective = new UnitObjective("features.2", [new(1), new(4)]);
        double Climbed(double along, int part)
        {
            Tensor[] at = [.. start.Select((numbers, i) => i == part ? numbers + moved[i] * along : numbers)];
            var (seen, share) = picture.Posed(at, draws, 0);
            return Paintings.Number((Climb.ValuesOf(network, objective, seen, 2, default) * share!).sum());
        }

        // Along a gradient a function grows by its square.
        for (var part = 0; part < start.Length; part++)
        {
            const double h = 1e-4;
            var slope = (Climbed(h, part) - Climbed(-h, part)) / (2 * h);
            Assert.That(slope, Is.EqualTo(Paintings.Number(moved[part].square().sum())).Within(1e-5 * slope), $"part {part}");
        }
    }

    [Test]
    public void Opacity_is_spent_on_what_the_unit_looks_at()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var method = MethodRegistry.Named("am-fourier").Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["steps"] = "96", ["transform"] = "false", ["transparent"] = "true" });
        var result = method.RunChecked(SmallNetwork.ProbeOf(network, 1) with { Layer = "features.2", Units = [new Unit(1, 8, 4)] });
        var map = result.Maps["transparency"].ToDoubles();
        double Mean(Func<int, bool> column) => map.Where((_, i) => column(i % 16)).Average();
        Assert.That(Mean(x => x is > 1 and < 7), Is.GreaterThan(Mean(x => x > 10) + 0.05));
    }
}
