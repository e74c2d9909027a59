namespace VizBench.Methods.Optimising;

/// <summary>lucid's standard transforms: pad 12 of grey, jitter 8, scale .90 … 1.10, rotate −10° … 10° with 0 five times more, jitter 4; pixels of 128.</summary>
internal static class LucidTransforms
{
    private const double Side = 128;

    internal static IReadOnlyList<double> Scales { get; } = [.. Enumerable.Range(0, 11).Select(i => (90 + 2 * i) / 100.0)];

    internal static IReadOnlyList<double> Degrees { get; } = [.. Enumerable.Range(-10, 21).Select(i => (double)i), .. Enumerable.Repeat(0.0, 5)];

    internal static IReadOnlyList<Transform> For(Canvas canvas) =>
    [
        new PadTransform(canvas.Pixels(12, Side), canvas.InNetworkUnits(0.5)),
        new Jitter(canvas.Pixels(8, Side)),
        new RandomScale(Scales),
        new RandomRotation(Degrees),
        new Jitter(canvas.Pixels(4, Side)),
        new CentreCropTo(canvas.Height, canvas.Width),
    ];
}
