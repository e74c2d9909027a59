namespace VizBench.Metrics;

/// <summary>
/// The power of an image by spatial frequency, whatever its direction. Natural images fall off as about 1/f²; the noise of
/// unregularised optimisation doesn't.
/// </summary>
public static class RadialPowerSpectrum
{
    /// <summary>Half of the highest frequency along an axis: patterns finer than four pixels count as high.</summary>
    public const double DefaultCut = 0.25;

    private const double HighestFrequency = 0.70710678118654757;

    /// <summary>
    /// (C,H,W) → the mean power in rings r = 0 … ⌊M/2⌋, M = max(H,W). A frequency (fy,fx), in cycles per pixel, is in ring
    /// ⌊M·√(fy²+fx²) + ½⌋; ring 0 is the squared mean alone; corners beyond ⌊M/2⌋ are in no ring. Over all
    /// frequencies P adds up to the mean square of the pixels (Parseval). Unit: image units²; range [0, ∞).
    /// </summary>
    /// <exception cref="ArgumentException">not one image (C,H,W)</exception>
    public static double[] Of(Tensor image) => Rings(FrequencyGrid.Of(image));

    /// <summary>
    /// (C,H,W) → the slope of log P against log r by least squares over the rings 1 … ⌊M/2⌋, all of the same weight. About
    /// −2 for natural images, 0 for white noise. Rings without power (to float64's rounding) are left out; NaN where fewer
    /// than two remain.
    /// </summary>
    /// <exception cref="ArgumentException">not one image (C,H,W)</exception>
    public static double LogLogSlope(Tensor image) => SlopeOf(FrequencyGrid.Of(image));

    /// <summary>(N,C,H,W) → <see cref="LogLogSlope"/> of each image, transformed together on the images' device.</summary>
    /// <exception cref="ArgumentException">not four dimensions, or no pixels</exception>
    [Metric(
        "spectrum-slope", MetricGroup.Image, Unit = "1", Direction = MetricDirection.Descriptive, Takes = MetricInput.Pictures,
        Summary = "log-log slope of the radial power spectrum: about -2 for natural images, 0 for white noise",
        Source = "Field 1987, doi 10.1364/JOSAA.4.002379; Torralba and Oliva 2003")]
    public static double[] LogLogSlopes(Tensor images) => Array.ConvertAll(FrequencyGrid.OfEach(images), SlopeOf);

    private static double SlopeOf(FrequencyGrid grid)
    {
        var rings = Rings(grid);
        var floor = grid.RoundingFloor;
        // "Not at most the floor" instead of "above it": a NaN must reach the result.
        var points = Enumerable.Range(1, rings.Length - 1).Where(r => !(rings[r] <= floor)).Select(r => (X: Math.Log(r), Y: Math.Log(rings[r]))).ToArray();
        if (points.Length < 2)
            return double.NaN;
        var (meanX, meanY) = (points.Average(p => p.X), points.Average(p => p.Y));
        return points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / points.Sum(p => (p.X - meanX) * (p.X - meanX));
    }

    /// <summary>
    /// How far a picture's <see cref="LogLogSlope"/> lies from the mean slope of images: |slope − mean|. Range [0, ∞). Single images lie around
    /// their own mean too: what is nearer than they are on average can't be told from them by it.
    /// </summary>
    [Metric(
        "spectrum-slope-distance", MetricGroup.Image, Unit = "1", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "distance of the spectrum's log-log slope from the mean slope of images",
        Source = "the slope of natural images: Field 1987; Torralba and Oliva 2003")]
    public static double SlopeDistance(double slope, double meanOfImages) => Math.Abs(slope - meanOfImages);

    /// <summary>
    /// (C,H,W) → the share of power at radial frequencies strictly above cut, of the power at all frequencies but zero (the
    /// mean colour says nothing about detail). Range [0, 1]; 0 for a constant image. Corners of the grid count.
    /// </summary>
    /// <param name="image">one image</param>
    /// <param name="cut">in cycles per pixel: above 0, below √½</param>
    /// <exception cref="ArgumentException">not one image (C,H,W), or a cut that no frequency or every frequency exceeds</exception>
    public static double HighFrequencyShare(Tensor image, double cut = DefaultCut)
    {
        if (!(cut > 0 && cut < HighestFrequency))
            throw new ArgumentOutOfRangeException(nameof(cut), cut, "the cut is a radial frequency above 0 and below 0.7071 cycles per pixel");
        return ShareAbove(FrequencyGrid.Of(image), cut);
    }

    /// <summary>(N,C,H,W) → (N): <see cref="HighFrequencyShare"/> of each image, computed together on the images' device.</summary>
    /// <exception cref="ArgumentException">not four dimensions, or no pixels</exception>
    [Metric(
        "high-frequency-share", MetricGroup.Image, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.Descriptive, Takes = MetricInput.Pictures,
        Summary = "share of power above 0.25 cycles per pixel, mean color left out",
        Source = "the high-frequency ratio of radial energy, cut at half of an axis's highest frequency")]
    public static double[] HighFrequencyShares(Tensor images) => Array.ConvertAll(FrequencyGrid.OfEach(images), grid => ShareAbove(grid, DefaultCut));

    private static double ShareAbove(FrequencyGrid grid, double cut)
    {
        var (high, all) = (0.0, 0.0);
        for (var i = 1; i < grid.Power.Length; i++)
        {
            all += grid.Power[i];
            if (grid.SquaredRadius(i) > cut * cut)
                high += grid.Power[i];
        }

        return all <= grid.RoundingFloor * grid.Power.Length ? 0 : high / all;
    }

    private static double[] Rings(FrequencyGrid grid)
    {
        var count = Math.Max(grid.Height, grid.Width) / 2 + 1;
        var (sums, members) = (new double[count], new long[count]);
        for (var i = 0; i < grid.Power.Length; i++)
        {
            var ring = Ring(grid.Frequency(i), grid.Height, grid.Width);
            if (ring >= count)
                continue;
            sums[ring] += grid.Power[i];
            members[ring]++;
        }

        return [.. sums.Zip(members, (sum, number) => sum / number)];
    }

    /// <summary>⌊M·√((y/H)²+(x/W)²) + ½⌋ in integers: a radius of exactly n + ½ must not depend on rounding.</summary>
    private static int Ring((long Y, long X) frequency, int height, int width)
    {
        var longer = Math.Max(height, width);
        var (fy, fx) = ((double)frequency.Y / height, (double)frequency.X / width);
        var ring = (int)(longer * Math.Sqrt(fy * fy + fx * fx) + 0.5);
        while (Reaches(ring + 1))
            ring++;
        while (!Reaches(ring))
            ring--;
        return ring;

        // M·√(…) ≥ r − ½, squared and multiplied by (2·H·W)².
        bool Reaches(int r)
        {
            if (r <= 0)
                return true;
            var radius = Square(2 * (UInt128)longer) * (Square((UInt128)frequency.Y * (UInt128)width) + Square((UInt128)frequency.X * (UInt128)height));
            return radius >= Square((2 * (UInt128)r - 1) * (UInt128)height * (UInt128)width);
        }
    }

    private static UInt128 Square(UInt128 value) => value * value;
}
