using VizBench.Randomness;

namespace VizBench.Metrics;

/// <summary>
/// What the score does while pixels are removed in the order of their attribution and filled so that neither their values nor the shape of the hole gives the
/// class away (<see cref="NoisyLinearImputation"/>): ROAD, remove and debias. Rong, Leemann, Borisov, Kasneci and Kasneci 2022.
/// </summary>
public static class Road
{
    /// <summary>The shares of pixels that are removed where nobody says it.</summary>
    public static IReadOnlyList<double> DefaultShares { get; } = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9];

    /// <summary>
    /// Most relevant first: of each input the mean score over the shares, the highest attributions removed. The score being the class's probability, the range is
    /// [0, 1], lower better. NaN where the attribution holds NaN.
    /// </summary>
    /// <param name="inputs">(N,C,H,W)</param>
    /// <param name="attributions">(N,H,W); equal values by row-major index</param>
    /// <param name="score">(the input's index, (n,C,H,W)) → (n): the probability of that input's class</param>
    /// <param name="seed">of the noise: another for every input and share, the same on every device and in every batch</param>
    /// <param name="shares">each above 0 and below 1, of which ⌊share · H · W⌋ pixels; null: <see cref="DefaultShares"/></param>
    /// <param name="noise">the deviation of the noise on filled pixels, in the inputs' units</param>
    /// <exception cref="ArgumentException">shapes are not as said, or a share isn't</exception>
    [Metric(
        "road-morf", MetricGroup.Faithfulness, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.LowerIsBetter,
        Summary = "mean class probability with the highest 10 … 90 % of pixels imputed from their neighbors",
        Source = "Rong et al. 2022 (ROAD): most relevant first, noisy linear imputation")]
    public static double[] MostRelevantFirst(
        Tensor inputs, Tensor attributions, Func<int, Tensor, Tensor> score, long seed, IReadOnlyList<double>? shares = null, double noise = NoisyLinearImputation.DefaultNoise) =>
        Of(inputs, attributions, score, seed, shares ?? DefaultShares, noise, "morf", map => map);

    /// <summary>Least relevant first: the same with the lowest attributions removed; higher is better.</summary>
    /// <inheritdoc cref="MostRelevantFirst"/>
    [Metric(
        "road-lerf", MetricGroup.Faithfulness, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter,
        Summary = "mean class probability with the lowest 10 … 90 % of pixels imputed from their neighbors",
        Source = "Rong et al. 2022 (ROAD): least relevant first, noisy linear imputation")]
    public static double[] LeastRelevantFirst(
        Tensor inputs, Tensor attributions, Func<int, Tensor, Tensor> score, long seed, IReadOnlyList<double>? shares = null, double noise = NoisyLinearImputation.DefaultNoise) =>
        Of(inputs, attributions, score, seed, shares ?? DefaultShares, noise, "lerf", map => Array.ConvertAll(map, value => -value));

    private static double[] Of(
        Tensor inputs, Tensor attributions, Func<int, Tensor, Tensor> score, long seed, IReadOnlyList<double> shares, double noise, string order, Func<double[], double[]> ranked)
    {
        Check(inputs, attributions, shares);
        ArgumentNullException.ThrowIfNull(score);
        using var grad = no_grad();
        var values = new double[inputs.shape[0]];
        for (var n = 0; n < values.Length; n++)
        {
            using var scope = NewDisposeScope();
            var map = ranked(BatchRows.Numbers(attributions.select(0, n).detach().flatten()));
            if (Array.Exists(map, double.IsNaN))
            {
                values[n] = double.NaN;
                continue;
            }

            var missing = Missing(map, shares, inputs);
            var noises = shares.SelectMany((_, share) => NoisyLinearImputation.Noise(new StreamKey(seed, "road", order, n, (uint)share), noise, inputs.NumberOfElements / values.Length)).ToArray();
            long[] shape = [shares.Count, .. inputs.shape[1..]];
            var filled = NoisyLinearImputation.Fill(inputs.narrow(0, n, 1).expand(shape), missing);
            var noisy = filled + missing.to(inputs.dtype) * tensor(noises, shape, inputs.dtype, inputs.device);
            values[n] = BatchRows.Numbers(score(n, noisy)).Average();
        }

        return values;
    }

    /// <summary>(shares,1,H,W): the first pixels of the order.</summary>
    private static Tensor Missing(double[] map, IReadOnlyList<double> shares, Tensor inputs)
    {
        var order = AttributionItems.Descending(map);
        var masks = new bool[shares.Count * order.Length];
        for (var share = 0; share < shares.Count; share++)
        {
            // A share such as 0.29 of 100 pixels is 29, also where its product is rounded downward.
            foreach (var pixel in order.Take((int)Math.Floor(shares[share] * order.Length + 1e-9)))
                masks[share * order.Length + pixel] = true;
        }

        return tensor(masks, [shares.Count, 1, .. inputs.shape[2..]], device: inputs.device);
    }

    private static void Check(Tensor inputs, Tensor attributions, IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(attributions);
        if (inputs.ndim != 4 || !attributions.shape.SequenceEqual([inputs.shape[0], .. inputs.shape[2..]]))
            throw new ArgumentException($"takes inputs (N,C,H,W) and their attributions (N,H,W), not {inputs} and {attributions}", nameof(attributions));
        if (shares.Count == 0 || shares.Any(share => !(share > 0 && share < 1)))
            throw new ArgumentException($"removes shares of the pixels above 0 and below 1, at least one, not {string.Join(", ", shares)}", nameof(shares));
    }
}
