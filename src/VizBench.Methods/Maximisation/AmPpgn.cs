using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Methods.Maximisation;

/// <summary>What says how probable a code is by itself.</summary>
public enum CodePrior
{
    /// <summary>PPGN-h: a denoising autoencoder of codes.</summary>
    H,

    /// <summary>Noiseless Joint PPGN-h: the code that the network itself has of the generator's picture.</summary>
    NoiselessJoint,
}

/// <summary>
/// Plug and play generative networks: a chain of codes that goes to where codes are more probable, by a prior, and where the class is, by the
/// gradient of log p(class), with noise: h ← h + ε1 · (R(h) − h) + ε2 · ∂log p/∂h + N(0, ε3²), clipped. Several chains of each class or unit
/// stand side by side, (N, C, H, n · samples · W), each with its samples in the order in which it came to them. Nguyen, Clune, Bengio,
/// Dosovitskiy and Yosinski 2017.
/// </summary>
/// <remarks>
/// R is a denoising autoencoder (h), or the network's own code of the generator's picture (noiseless-joint). The step is the paper's equation,
/// with the whole ∂log p/∂h. Their published numbers, for noiseless-joint, belong to their released sampler (sampling_class.py, sampler.py): N(0, 1)
/// start, ε 1e-5, 1 and 1e-17, 200 steps, codes clipped to 0 … 30. It takes only the class's own logit, (1 − p) · ∂logit/∂h, which leaves out
/// what lowers the other logits; scales the sum of the three terms, noise too, to move a value by the rate on average; and shows the picture before the last
/// step. The same ε here, with the scaling (rate) and without the other two: --set prior=noiseless-joint --set epsilon1=1e-5 --set epsilon3=1e-17
/// --set standardized=false --set rate=1 --set clip=30 --set start=normal. Their codes are an order of magnitude larger than ours, and their ε for
/// other priors are not these, so the defaults here are for codes in units of their deviations, from a typical code. Cost: a step is one
/// forward and gradient pass of the network and of the generator, for each chain, and a forward pass of R.
/// </remarks>
[Method(
    "am-ppgn", "maximisation",
    Summary = "chains of a generator's codes, drawn to probable codes and to the class: several samples of each",
    Source = "Nguyen, Clune, Bengio, Dosovitskiy and Yosinski 2017, Plug & Play Generative Networks, sections 3.3 and 3.5",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmPpgn : SeveralPictures
{
    private const string Id = "am-ppgn";

    public AmPpgn() => (Steps, Score) = (200, ClassScore.LogProbability);

    [Option("the prior of codes: h (a denoising autoencoder) or noiseless-joint (the code of the generator's own picture)")]
    public CodePrior Prior { get; init; }

    [Option("the generator (vizbench list generators): one that makes pictures of a layer's codes")]
    public string Generator { get; init; } = CodeDecoders.Prior;

    [Option("chains of each class or unit", Least = 1)]
    public int N { get; init; } = 3;

    [Option("pictures of each chain: its end, and those before it", Least = 1)]
    public int Samples { get; init; } = 1;

    [Option("steps from one picture of a chain to the next", Least = 1)]
    public int Apart { get; init; } = 50;

    [Option("ε1: weight of the prior", Least = 0)]
    public double Epsilon1 { get; init; } = 0.1;

    [Option("ε2: weight of the condition, the gradient of the class's log-probability", Least = 0)]
    public double Epsilon2 { get; init; } = 30;

    [Option("ε3: standard deviation of the noise of a step", Least = 0)]
    public double Epsilon3 { get; init; } = 0.1;

    [Option("whether a code's numbers count in units of their standard deviations over the training codes, by neuron; false: as they are")]
    public bool Standardized { get; init; } = true;

    [Option("how much a step moves a value of the code on average; 0: as far as the ε say", Least = 0)]
    public double Rate { get; init; } = 0.3;

    [Option("greatest value of a code; 0: by clip_sigma", Least = 0)]
    public double Clip { get; init; }

    [Option("codes end at the training codes' mean and so many of their standard deviations, by neuron; 0: nowhere", Least = 0)]
    public double ClipSigma { get; init; } = 3;

    [Option("where the code begins")]
    public CodeStart Start { get; init; } = CodeStart.Typical;

    /// <summary>The generator, the network whose codes it takes, and the autoencoder of these codes.</summary>
    public override IReadOnlyList<string> Companions => CodeGenerator.CompanionsOf(Id, Generator, Prior == CodePrior.H);

    public override void CheckSuits(Architecture architecture, string? layer)
    {
        CodeGenerator.CompanionsOf(Id, Generator, Prior == CodePrior.H);
        CodeGenerator.CheckChannels(Id, architecture);
    }

    private protected override int Each => N;

    private protected override int Along => Samples;

    private protected override Tensor Paint(Easel easel)
    {
        if (N < 1 || Samples < 1 || Apart < 1 || Epsilon1 < 0 || Epsilon2 < 0 || Epsilon3 < 0 || Rate < 0 || Clip < 0 || ClipSigma < 0)
            throw new UserError($"{Id} takes at least 1 chain, 1 sample and 1 step apart, and weights, rate and bounds of 0 or more; choose others with --set");
        if ((Samples - 1L) * Apart >= Steps)
            throw new UserError($"{Id}: {Samples} samples, {Apart} steps apart, do not fit into a chain of {Steps} steps; choose more steps, or fewer samples, with --set");
        var generator = new CodeGenerator(Id, Generator, easel.Probe.Companions);
        var picture = new GeneratorPicture(easel.Canvas, generator, Start);
        var deviation = generator.Deviation();
        var (low, high) = generator.Bounds(ClipSigma);
        if (Clip > 0)
            Array.Fill(high, Clip);
        easel.KeptSteps = [.. Enumerable.Range(1, Samples - 1).Select(i => Steps - (Samples - i) * Apart)];
        return easel.Run(
            easel.Parts(picture, new LangevinStep(Rebuilt, Epsilon1, Epsilon2, Epsilon3 > 0 ? Noise : null, Standardized ? deviation : ones(deviation.shape, deviation.dtype, deviation.device)), Schedule.Constant(Rate), Steps) with
            {
                PostSteps = [new Optimising.Clip(low, high)],
                Plateau = Plateau,
            },
            easel.Start);

        Tensor Rebuilt(Tensor code) => Prior == CodePrior.H ? generator.WithoutNoise(code, easel.Probe.Cancellation) : generator.CodesOfMade(code, easel.Probe.Cancellation);

        Tensor Noise(int step) => easel.Draws.Normal("noise", generator.CodeShape, easel.Canvas, step) * Epsilon3;
    }
}
