using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics.Reference;

/// <summary>Our metrics against values computed by the field's own programs, each at its case's tolerance.</summary>
public sealed class ReferenceAgreementTests
{
    private static IEnumerable<ReferenceCase> TotalVariations => ReferenceCase.Of("image", "tv");

    private static IEnumerable<ReferenceCase> Spectra => ReferenceCase.Of("metrics", "radial-power-spectrum");

    private static IEnumerable<ReferenceCase> PointingGames => ReferenceCase.Of("metrics", "pointing-game");

    private static IEnumerable<ReferenceCase> RelevanceMasses => ReferenceCase.Of("metrics", "relevance-mass");

    private static IEnumerable<ReferenceCase> RelevanceRanks => ReferenceCase.Of("metrics", "relevance-rank");

    [TestCaseSource(nameof(TotalVariations))]
    public void Total_variation(ReferenceCase reference)
    {
        using var scope = NewDisposeScope();
        var wantsGradient = string.Equals(reference.Text("output"), "gradient", StringComparison.Ordinal);
        var images = reference.Array("image").requires_grad_(wantsGradient);
        var sum = TotalVariation.PerImage(images, TotalVariation.Parse(reference.Text("kind")), reference.Number("beta", 1)).sum();
        Agree(reference, (wantsGradient ? autograd.grad([sum], [images])[0] : sum).data<double>().ToArray());
    }

    [TestCaseSource(nameof(Spectra))]
    public void Radial_power_spectrum(ReferenceCase reference)
    {
        using var scope = NewDisposeScope();
        Agree(reference, RadialPowerSpectrum.Of(reference.Array("image")));
    }

    [TestCaseSource(nameof(PointingGames))]
    public void Pointing_game(ReferenceCase reference) => Agree(reference, PointingGame.Hits);

    [TestCaseSource(nameof(RelevanceMasses))]
    public void Relevance_mass(ReferenceCase reference) => Agree(reference, Relevance.MassAccuracy);

    [TestCaseSource(nameof(RelevanceRanks))]
    public void Relevance_rank(ReferenceCase reference) => Agree(reference, Relevance.RankAccuracy);

    private static void Agree(ReferenceCase reference, Func<Tensor, Tensor, bool, double[]> metric)
    {
        using var scope = NewDisposeScope();
        Agree(reference, metric(reference.Array("attributions"), reference.Array("regions"), reference.Flag("abs")));
    }

    private static void Agree(ReferenceCase reference, double[] values)
    {
        var expected = reference.Expected();
        Assert.That(values, Has.Length.EqualTo(expected.Length));
        var scale = expected.Max(Math.Abs);
        for (var i = 0; i < values.Length; i++)
        {
            var bound = reference.RelativeTolerance * (reference.IsElementwise ? Math.Abs(expected[i]) : scale);
            Assert.That(values[i], Is.EqualTo(expected[i]).Within(bound), $"element {i}");
        }
    }
}
