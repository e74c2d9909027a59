namespace VizBench.Methods.Optimising;

/// <summary>
/// Colour pixels of each sample's own plus coarse ones that all samples have in common, enlarged bilinearly: the pictures of a
/// batch are aligned with each other. Mordvintsev, Pezzotti, Schubert and Olah 2018, "Differentiable image
/// parameterizations". The samples of such a batch depend on one another, which is its purpose.
/// </summary>
/// <param name="coarse">sides of the picture are divided by this for the common part</param>
internal sealed class SharedPicture(Canvas canvas, int coarse = 8, double sigma = 0.01) : Parameterisation(canvas)
{
    internal override Tensor[] Start(Draws draws) =>
    [
        draws.Normal("start", [Canvas.Channels, Canvas.Height, Canvas.Width], Canvas) * sigma,
        // The first sample's stream stands for all.
        draws.Only(0, 1).Normal("start of the common part", [Canvas.Channels, Math.Max(2, Canvas.Height / coarse), Math.Max(2, Canvas.Width / coarse)], Canvas) * sigma,
    ];

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters)
    {
        var (own, common) = (parameters[0], parameters[1]);
        return Canvas.ToNetwork(Colours.Of(own + SeparableMap.Resized(common, Canvas.Height, Canvas.Width)));
    }

    internal override Tensor[] From(Tensor picture) =>
    [
        Colours.Inverse(Canvas.ToColours(picture.detach())),
        Canvas.Zeros(1, Canvas.Channels, Math.Max(2, Canvas.Height / coarse), Math.Max(2, Canvas.Width / coarse)),
    ];
}
