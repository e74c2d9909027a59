using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Activation maximisation with a learned prior, DGN-AM: what is climbed is not the picture but the code from which a generator makes it, so
/// that pictures look like those that the generator was trained on. After each step the code is clipped to 0 … mean + 3σ of the training codes,
/// by neuron, and then shrunk by a hundredth; the picture is that of the final code. Nguyen, Dosovitskiy, Yosinski, Brox and Clune 2016.
/// </summary>
/// <remarks>
/// Their numbers: N(0, 1) start, the logit, 200 steps, rate 8 → 1e-10 (2 for GoogLeNet), the gradient divided by the mean of its magnitudes:
/// --set start=normal --set score=logit --set steps=200 --set rate=8. Our codes have deviations of about 1, theirs of several, and a small
/// generator knows less that is between its training codes: so it begins at a random code of their mean and deviations, takes fewer and smaller steps, and climbs the
/// margin. "pull" is not theirs but PPGN-h's: part of the way to what a denoising autoencoder makes of the code, in each step. The
/// generator was trained on one network's codes and serves any network: its picture of 64×64 is resized bilinearly to the network's
/// input, and its colors are put into the network's units. A code that isn't rectified is clipped at mean − 3σ too. Cost: a step is one
/// forward and gradient pass of the network down to the layer, and of the generator.
/// </remarks>
[Method(
    "am-dgn", "maximisation",
    Summary = "activation maximisation over a generator's code: pictures like those that it was trained on",
    Source = "Nguyen, Dosovitskiy, Yosinski, Brox and Clune 2016, Synthesizing the Preferred Inputs for Neurons in Neural Networks via Deep Generator Networks",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmDgn : ActivationMaximisation
{
    private const string Id = "am-dgn";

    public AmDgn() => (Steps, Score) = (50, ClassScore.Margin);

    [Option("the generator (vizbench list generators): one that makes pictures of a layer's codes")]
    public string Generator { get; init; } = CodeDecoders.Prior;

    [Option("how much the first step moves a value of the code on average", Above = 0)]
    public double Rate { get; init; } = 1;

    [Option("how much the last step moves a value of the code on average", Above = 0)]
    public double FinalRate { get; init; } = 1e-10;

    [Option("share of the code that each step takes away, after clipping", Least = 0, Below = 1)]
    public double Decay { get; init; } = 0.01;

    [Option("codes end at the training codes' mean and so many of their standard deviations, by neuron; 0: nowhere", Least = 0)]
    public double ClipSigma { get; init; } = 3;

    [Option("where the code begins")]
    public CodeStart Start { get; init; } = CodeStart.Typical;

    [Option("share of the way to what a denoising autoencoder makes of the code that each step goes; 0: none, as published", Least = 0, Greatest = 1)]
    public double Pull { get; init; }

    /// <summary>The generator, and the network whose codes it takes, which says where a given picture begins; with a pull their autoencoder.</summary>
    public override IReadOnlyList<string> Companions => CodeGenerator.CompanionsOf(Id, Generator, Pull > 0);

    /// <summary>The training codes' mean is the same for every seed, and nothing else is drawn.</summary>
    public override bool DependsOnSeed => Start != CodeStart.Mean;

    public override void CheckSuits(Architecture architecture, string? layer)
    {
        CodeGenerator.CompanionsOf(Id, Generator, Pull > 0);
        CodeGenerator.CheckChannels(Id, architecture);
    }

    public override MethodResult Run(Probe probe)
    {
        var result = base.Run(probe);
        return DependsOnSeed ? result : result with { Notes = [.. result.Notes, "with start=mean another seed gives the same picture; choose start=typical or start=normal for several"] };
    }

    private protected override Tensor Paint(Easel easel)
    {
        if (!(Rate > 0 && FinalRate > 0) || Decay is < 0 or >= 1 || ClipSigma < 0 || Pull is < 0 or > 1)
            throw new UserError($"{Id} takes rates above 0, a decay of 0 to below 1, a clip_sigma of 0 or more, and a pull of 0 to 1; choose others with --set");
        var generator = new CodeGenerator(Id, Generator, easel.Probe.Companions);
        var (low, high) = generator.Bounds(ClipSigma);
        Optimiser ascent = new Sgd(GradientScale.MeanMagnitude);
        return easel.Run(
            easel.Parts(new GeneratorPicture(easel.Canvas, generator, Start), Pull > 0 ? new PulledStep(ascent, code => generator.WithoutNoise(code, easel.Probe.Cancellation), Pull) : ascent, Schedule.Linear(Rate, FinalRate, Steps), Steps) with
            {
                PostSteps = [new Optimising.Clip(low, high), new Optimising.Decay(Decay)],
                Plateau = Plateau,
            },
            easel.Start);
    }
}
