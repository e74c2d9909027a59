using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Between two units or classes: n pictures side by side, (N, C, H, n · W), the first of the given one, the last of the other, those between
/// of (1 − t) of one and t of the other. Their coarse pixels are one, so that what they have in common stays in its place.
/// Olah, Mordvintsev and Schubert 2017, "interaction between neurons"; Mordvintsev, Pezzotti, Schubert and Olah 2018, "aligned feature
/// visualization interpolation".
/// </summary>
/// <remarks>Transforms, optimiser and steps are am-fourier's. Cost: n times its.</remarks>
[Method(
    "am-interpolation", "maximisation",
    Summary = "pictures from one unit or class to another, aligned",
    Source = "Mordvintsev, Pezzotti, Schubert and Olah 2018, Differentiable image parameterizations",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmInterpolation : SeveralPictures
{
    [Option("the other end, LAYER:CHANNEL, LAYER:CHANNEL,Y,X or logit:CLASS, or a sum as in plus; default: the next class, or the next unit of the layer")]
    public string To { get; init; } = "";

    [Option("how many pictures", Least = 2)]
    public int N { get; init; } = 5;

    [Option("whether the pictures have their coarse pixels in common; false: each is a Fourier picture of its own")]
    public bool Aligned { get; init; } = true;

    [Option("standard deviation of the start")]
    public double Sigma { get; init; } = 0.01;

    [Option("Adam's rate", Above = 0)]
    public double Rate { get; init; } = 0.05;

    private protected override int Each => N;

    private protected override Tensor Paint(Easel easel)
    {
        if (N < 2)
            throw new UserError($"am-interpolation takes at least 2 pictures, and got n={N}; choose another with --set");
        Parameterisation picture = Aligned ? new SharedPicture(easel.Canvas, sigma: Sigma) : new FourierPicture(easel.Canvas, sigma: Sigma);
        return easel.Run(
            easel.Parts(picture, new Adam(), Schedule.Constant(Rate), Steps) with
            {
                Objective = new InterpolationObjective(easel.Objective, Other(easel.Probe)),
                Transforms = LucidTransforms.For(easel.Canvas),
                RedirectedSteps = 16,
                Plateau = Plateau,
            },
            easel.Start);
    }

    private Objective Other(Probe probe)
    {
        var architecture = probe.Network.Architecture;
        if (To.Length > 0)
            return ObjectiveText.Of("am-interpolation: option to", To, architecture, N);
        if (probe.Layer is not { } layer)
            return new ClassObjective(architecture, [.. probe.Targets.Select(target => (target + 1) % architecture.ClassCount)], Score);
        return probe.Units.Count > 0
            ? new UnitObjective(layer, [.. probe.Units.Select(unit => unit with { Channel = (unit.Channel + 1) % architecture.ShapeOf(layer)[0] })], Neuron)
            : throw new UserError($"am-interpolation goes from one unit to another; name one of {layer} with --unit");
    }
}
