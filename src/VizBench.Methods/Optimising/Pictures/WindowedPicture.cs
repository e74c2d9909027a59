namespace VizBench.Methods.Optimising;

/// <summary>
/// Another parameterisation seen through a <see cref="CentreWindow"/>: w · x + (1 − w) · mean(x), the mean by channel. A network
/// whose class scores average over positions is then not served by tiles of parts.
/// </summary>
internal sealed class WindowedPicture(Parameterisation inner, double radius) : Parameterisation(inner.Canvas)
{
    internal override Tensor[] Start(Draws draws) => inner.Start(draws);

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters)
    {
        var picture = inner.Picture(parameters);
        var window = CentreWindow.Of(Canvas.Height, Canvas.Width, radius, Canvas.Type, Canvas.Device);
        return window * picture + (1 - window) * picture.mean([2, 3], true);
    }

    internal override Tensor[] From(Tensor picture) => inner.From(picture);
}
