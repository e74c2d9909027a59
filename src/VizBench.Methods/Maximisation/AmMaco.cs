using VizBench.Methods.Inputs;
using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// MACO: the picture's Fourier magnitudes are fixed to a dataset's mean spectrum, only its phases are climbed; the network sees many
/// random crops with noise. The gradients at the picture, accumulated, say where it was needed: an opacity, the map
/// "transparency". Fel et al. 2023.
/// </summary>
/// <remarks>
/// Their numbers: NAdam with rate 1, 256 steps, 32 crops, noise N(0, .08²) + U ± .04 of colours in 0 … 1. Their crops shrink from
/// half of the side to a twentieth, of pictures several times as large as the network's input; here the picture is of the
/// network's size, and they shrink from all of it to a half: --set box=.5 and box_end=.05 for theirs. The spectrum is
/// ConceptWorld's for its networks, 1/f for others. Cost: a step is as many forward and gradient passes as there are crops.
/// </remarks>
[Method(
    "am-maco", "maximisation",
    Summary = "phases alone are climbed, magnitudes stay a dataset's; with a map of where the picture matters",
    Source = "Fel, Boissin, Boutin, Picard, Novello, Colin, Linsley, Rousseau, Cadène, Goetschalckx, Gardes and Serre 2023, MACO",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmMaco : ActivationMaximisation
{
    public AmMaco() => Steps = 256;

    [Option("crops of each picture in a step", Least = 1)]
    public int Crops { get; init; } = 32;

    [Option("side of the crops in the first step, as a share of the picture's", Above = 0, Greatest = 1)]
    public double Box { get; init; } = 1;

    [Option("side of the crops in the last step")]
    public double BoxEnd { get; init; } = 0.5;

    [Option("standard deviation of the noise, of colours in 0 … 1")]
    public double Noise { get; init; } = 0.08;

    [Option("the uniform part of the noise is in ± this")]
    public double Uniform { get; init; } = 0.04;

    [Option("NAdam's rate", Above = 0)]
    public double Rate { get; init; } = 1;

    private protected override Tensor Paint(Easel easel)
    {
        if (Crops < 1 || !(Box > 0 && Box <= 1 && BoxEnd > 0 && BoxEnd <= 1))
            throw new UserError($"am-maco takes at least 1 crop and boxes above 0 and up to 1, and got crops={Crops}, box={Box}, box_end={BoxEnd}; choose others with --set");
        var canvas = easel.Canvas;
        var sum = zeros([easel.Draws.Count, canvas.Height, canvas.Width], canvas.Type, canvas.Device);
        easel.Watch = facts => sum.add_(facts.Gradient.abs().mean([1]));
        // The network's unit is one standard deviation of colours.
        var unit = 1 / canvas.Preprocessing.Std.Average();
        var picture = easel.Run(
            easel.Parts(new PhasePicture(canvas, MeanSpectrum.For(canvas, easel.Probe.Network.Architecture)), new NAdam(), Schedule.Constant(Rate), Steps) with
            {
                Transforms = [new RandomCrops(Crops, Schedule.Linear(Box, BoxEnd, Steps), canvas.Height, canvas.Width), new Noise(Noise * unit, Uniform * unit)],
                Plateau = Plateau,
            },
            easel.Start);
        easel.Maps[SeeThroughPicture.Transparency] = TensorArrays.ToNdArray(sum / sum.amax(1, 2).clamp(min: 1e-300).reshape(-1, 1, 1));
        return picture;
    }
}
