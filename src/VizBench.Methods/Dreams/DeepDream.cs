using VizBench.Methods.Activation;
using VizBench.Methods.Optimising;

namespace VizBench.Methods.Dreams;

/// <summary>
/// DeepDream: what a layer sees in a picture is made stronger, ½‖a‖² of the whole layer or the mean of a channel, from small
/// octaves to large ones; each keeps the details of the one before. With a guide picture (role "guide") at each position the
/// best-matching dot product with the guide's features. Mordvintsev, Olah and Tyka 2015.
/// </summary>
/// <remarks>
/// Their numbers: 4 octaves of scale 1.4, 10 steps each, a step of 1.5 of 0 … 255 on average, circular jitter of 32 of 224 px,
/// scaled with the input's side, values clipped to colours. Cost: a step is one forward and gradient pass of the octave's size,
/// down to the layer: where none is named, the last one with rows and columns.
/// </remarks>
[Method(
    "deepdream", "dreams",
    Summary = "what a layer sees in a picture made stronger, over octaves; or guided by another picture",
    Source = "Mordvintsev, Olah and Tyka 2015, Inceptionism and its published notebook",
    Result = ResultKind.Image,
    Optional = Needs.Layer | Needs.Unit,
    Roles = ["guide"])]
public sealed record DeepDream : ImageOptimisation
{
    private const double PaperSide = 224;
    private const double PaperJitter = 32;

    public DeepDream() => Steps = 10;

    [Option("how many sizes; steps are of each", Least = 1)]
    public int Octaves { get; init; } = 4;

    [Option("ratio of one octave's side to the one before", Above = 1)]
    public double Scale { get; init; } = 1.4;

    [Option("how much a step moves a value on average, of 0 … 255", Above = 0)]
    public double Rate { get; init; } = 1.5;

    private protected override int TotalSteps => Steps * Octaves;

    private protected override Objective ObjectiveOf(Probe probe)
    {
        var layer = DreamLayer.Of(probe);
        if (probe.Roles.TryGetValue("guide", out var guide))
        {
            var features = Sight.Outputs(probe.Network, guide, [layer], probe.Cancellation)[0];
            return features.ndim == 4 && guide.shape[0] == 1
                ? new GuideObjective(layer, features.flatten(2).squeeze(0))
                : throw new UserError($"deepdream: one guide picture guides at a layer with rows and columns; {layer} has none, or several guides were given");
        }

        if (probe.Units.Count == 0)
            return new LayerObjective(layer);
        UnitChecks.AreIn(probe.Network.Architecture.ShapeOf(layer), layer, probe.Units);
        return probe.Units.Count == 1
            ? new UnitObjective(layer, [.. Enumerable.Repeat(probe.Units[0], (int)probe.BatchSize)])
            : throw new UserError($"deepdream makes one unit stronger, and got {probe.Units.Count}; name one with --unit");
    }

    private protected override Tensor Paint(Easel easel)
    {
        if (Octaves < 1 || !(Scale > 1))
            throw new UserError($"deepdream takes at least 1 octave and a scale above 1, and got octaves={Octaves}, scale={Scale}; choose others with --set");
        var (canvas, original) = (easel.Canvas, easel.Probe.Input);
        var detail = easel.Start is { } given ? given - original : null;
        var picture = original;
        for (var octave = Octaves - 1; octave >= 0; octave--)
        {
            var size = Math.Pow(Scale, -octave);
            var (height, width) = ((long)Math.Round(canvas.Height * size), (long)Math.Round(canvas.Width * size));
            Reach.Check(easel.Probe.Network.Architecture, DreamLayer.Of(easel.Probe), height, width);
            var ground = Resized(original, height, width);
            var start = detail is null ? ground : ground + Resized(detail, height, width);
            picture = Octave(easel, canvas with { Height = height, Width = width }, start);
            detail = picture - ground;
        }

        return picture;
    }

    private Tensor Octave(Easel easel, Canvas canvas, Tensor start)
    {
        var pixels = new BytePicture(canvas);
        var (black, white) = pixels.Range();
        var jitter = (int)Math.Round(PaperJitter * Math.Min(easel.Canvas.Height, easel.Canvas.Width) / PaperSide);
        return easel.Run(
            easel.Parts(pixels, new Sgd(GradientScale.MeanMagnitude), Schedule.Constant(Rate), Steps) with
            {
                Transforms = [new CircularJitter(jitter)],
                PostSteps = [new Clip(black, white)],
                Plateau = Plateau,
            },
            start);
    }

    private static Tensor Resized(Tensor x, long height, long width) => (x.shape[2], x.shape[3]) == (height, width)
        ? x
        : SeparableMap.Resized(x, height, width);
}
