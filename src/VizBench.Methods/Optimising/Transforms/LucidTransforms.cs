namespace VizBench.Methods.Optimising;

/// <summary>lucid's standard transforms: pad 12 of grey, jitter 8, scale .90 … 1.10, rotate −10° … 10° with 0 five times more, jitter 4; pixels of 128.</summary>
internal static class LucidTransforms
{
    private const double Side = 128;

    internal static IReadOnlyList<double> Scales { get; } = [.. Enumerable.Range(0, 11).Select(i => (90 + 2 * i) / 100.0)];

    internal static IReadOnlyList<double> Degrees { get; } = [.. Enumerable.Range(-10, 21).Select(i => (double)i), .. Enumerable.Repeat(0.0, 5)];

    internal static IReadOnlyList<Transform> For(Canvas canvas)
    {
        var shorter = Math.Min(canvas.Height, canvas.Width);
        int Pixels(double of128) => (int)Math.Round(of128 * shorter / Side, MidpointRounding.AwayFromZero);
        return
        [
            new Padding(Pixels(12), canvas.InNetworkUnits(0.5)),
            new Jitter(Pixels(8)),
            new RandomScale(Scales),
            new RandomRotation(Degrees),
            new Jitter(Pixels(4)),
            new CentreCropTo(canvas.Height, canvas.Width),
        ];
    }
}
