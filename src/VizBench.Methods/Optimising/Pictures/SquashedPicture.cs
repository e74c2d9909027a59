namespace VizBench.Methods.Optimising;

/// <summary>Plain pixels, squeezed into 0 … 1 by a sigmoid, colours as they are: what lucid calls neither Fourier nor decorrelated.</summary>
internal sealed class SquashedPicture(Canvas canvas, double sigma = 0.01) : Parameterisation(canvas)
{
    internal override Tensor[] Start(Draws draws) => [draws.Normal("start", [Canvas.Channels, Canvas.Height, Canvas.Width], Canvas) * sigma];

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) => Canvas.ToNetwork(parameters[0].sigmoid());

    internal override Tensor[] From(Tensor picture) => [Colours.Logit(Canvas.ToColours(picture.detach()))];
}
