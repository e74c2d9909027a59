namespace VizBench.Methods.Optimising;

/// <summary>Pixels with decorrelated colours in 0 … 1 by a sigmoid: "pixel" in lucid.</summary>
/// <param name="sigma">standard deviation of the start, before mixing and sigmoid</param>
internal sealed class ColourPicture(Canvas canvas, double sigma = 0.01) : Parameterisation(canvas)
{
    internal override Tensor[] Start(Draws draws) => [draws.Normal("start", [Canvas.Channels, Canvas.Height, Canvas.Width], Canvas) * sigma];

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) => Canvas.ToNetwork(Colours.Of(parameters[0]));

    internal override Tensor[] From(Tensor picture) => [Colours.Inverse(Canvas.ToColours(picture.detach()))];
}
