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
/// Their numbers: N(0, 1) start, 200 steps, rate 8 → 1e-10 (2 for GoogLeNet), the gradient divided by the mean of its magnitudes. The
/// generator was trained on one network's codes and serves any network: its picture of 64×64 is resized bilinearly to the network's
/// input, and its colours are put into the network's units. A code that isn't rectified is clipped at mean − 3σ too. Cost: a step is one
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

    public AmDgn() => Steps = 200;

    [Option("the generator (vizbench list generators): one that makes pictures of a layer's codes")]
    public string Generator { get; init; } = CodeDecoders.Prior;

    [Option("how much the first step moves a value of the code on average", Above = 0)]
    public double Rate { get; init; } = 8;

    [Option("how much the last step moves a value of the code on average", Above = 0)]
    public double FinalRate { get; init; } = 1e-10;

    [Option("share of the code that each step takes away, after clipping", Least = 0, Below = 1)]
    public double Decay { get; init; } = 0.01;

    [Option("codes end at the training codes' mean and so many of their standard deviations, by neuron; 0: nowhere", Least = 0)]
    public double ClipSigma { get; init; } = 3;

    [Option("where the code begins")]
    public CodeStart Start { get; init; }

    /// <summary>The generator, and the network whose codes it takes, which says where a given picture begins.</summary>
    public override IReadOnlyList<string> Companions
    {
        get
        {
            var entry = CodeGenerator.EntryNamed(Id, Generator);
            return [entry.Name, entry.Network];
        }
    }

    public override void CheckSuits(Architecture architecture, string? layer)
    {
        CodeGenerator.EntryNamed(Id, Generator);
        CodeGenerator.CheckChannels(Id, architecture);
    }

    private protected override Tensor Paint(Easel easel)
    {
        if (!(Rate > 0 && FinalRate > 0) || Decay is < 0 or >= 1 || ClipSigma < 0)
            throw new UserError($"{Id} takes rates above 0, a decay of 0 to below 1, and a clip_sigma of 0 or more; choose others with --set");
        var generator = new CodeGenerator(Id, Generator, easel.Probe.Companions);
        var (low, high) = generator.Bounds(ClipSigma);
        return easel.Run(
            easel.Parts(new GeneratorPicture(easel.Canvas, generator, Start), new Sgd(GradientScale.MeanMagnitude), Schedule.Linear(Rate, FinalRate, Steps), Steps) with
            {
                PostSteps = [new Optimising.Clip(low, high), new Optimising.Decay(Decay)],
                Plateau = Plateau,
            },
            easel.Start);
    }
}
