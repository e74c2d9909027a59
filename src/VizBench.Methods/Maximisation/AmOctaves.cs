using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Class pictures in octaves: a light grey start N(200, 8) is climbed with a shrinking blur after each step, enlarged by 1.2,
/// climbed again. Steps are of one mean magnitude, at random crops of the network's size. Øygard 2015, "Visualizing GoogLeNet
/// classes".
/// </summary>
/// <remarks>
/// His octaves, of 224 px: 190 steps (blur σ 2.5 → .78, step 11), ×1.2: 150 (.936 → .78, 6), ×1.2: 150 (.936 → .44, 6 → 3), 10 (.44 → .304,
/// 3). He climbs GoogLeNet's auxiliary heads in the last two; where a network has one head, it is climbed throughout. Blurs
/// are scaled by the network's input side / 224. The result is the last octave's picture, resized to the network's size. Steps
/// are of 0 … 255. Cost: 500 steps of forward and gradient.
/// </remarks>
[Method(
    "am-octaves", "maximisation",
    Summary = "class pictures in octaves with a shrinking blur",
    Source = "Øygard 2015, Visualizing GoogLeNet Classes",
    Result = ResultKind.Image,
    Generates = true,
    Needs = Needs.TargetOrLayer)]
public sealed record AmOctaves : ActivationMaximisation
{
    private const double PaperSide = 224;
    private const double Light = 200;
    private const double LightDeviation = 8;
    private const double CropDeviation = 0.3;

    private static readonly Octave[] s_octaves =
    [
        new(1, 190, 2.5, 0.78, 11, 11),
        new(1.2, 150, 0.936, 0.78, 6, 6),
        new(1.2, 150, 0.936, 0.44, 6, 3),
        new(1, 10, 0.44, 0.304, 3, 3),
    ];

    public AmOctaves() => Steps = 500;

    private sealed record Octave(double Enlarged, int Steps, double BlurFrom, double BlurTo, double StepFrom, double StepTo);

    private protected override int TotalSteps => s_octaves.Sum(StepsOf);

    private protected override Tensor Paint(Easel easel)
    {
        var canvas = easel.Canvas;
        var scale = Math.Min(canvas.Height, canvas.Width) / PaperSide;
        var picture = easel.Start ?? Grey(canvas, easel.Draws);
        foreach (var octave in s_octaves)
        {
            var (height, width) = ((long)Math.Round(picture.shape[2] * octave.Enlarged), (long)Math.Round(picture.shape[3] * octave.Enlarged));
            var enlarged = SeparableMap.Resized(picture, height, width);
            var steps = StepsOf(octave);
            var pixels = new BytePicture(canvas with { Height = height, Width = width });
            var (black, white) = pixels.Range();
            picture = easel.Run(
                easel.Parts(pixels, new Sgd(GradientScale.MeanMagnitude), Schedule.Linear(octave.StepFrom, octave.StepTo, steps), steps) with
                {
                    Transforms = [new NormalCrop(canvas.Height, canvas.Width, CropDeviation)],
                    PostSteps = [new Clip(black, white), new ShrinkingBlur(Schedule.Linear(octave.BlurFrom * scale, octave.BlurTo * scale, steps))],
                    Plateau = Plateau,
                },
                enlarged);
        }

        return SeparableMap.Resized(picture, canvas.Height, canvas.Width);
    }

    private static Tensor Grey(Canvas canvas, Draws draws)
    {
        var bytes = new BytePicture(canvas, LightDeviation, Light);
        return bytes.Picture(bytes.Start(draws));
    }

    /// <summary>Fewer or more steps than the paper's are shared out as it does.</summary>
    private int StepsOf(Octave octave) => Math.Max(1, (int)Math.Round(octave.Steps * (Steps / 500.0)));
}
