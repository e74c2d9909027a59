namespace VizBench.Metrics;

/// <summary>Whether an attribution foretells what perturbations do to the score. Yeh, Hsieh, Suggala, Inouye and Ravikumar 2019, definition 2.1.</summary>
public static class Infidelity
{
    /// <summary>Of each input what <see cref="Of"/> gives for it. Range [0, ∞); NaN where a value is NaN.</summary>
    /// <param name="inputs">(N,C,H,W)</param>
    /// <param name="attributions">(N,C,H,W)</param>
    /// <param name="perturbations">(n,C,H,W): the same of every input</param>
    /// <param name="score">(the input's index, (n,C,H,W)) → (n)</param>
    /// <param name="normalize">whether Σ I·a is first multiplied by the factor that makes the mean least, for each input</param>
    /// <exception cref="ArgumentException">shapes are not as said</exception>
    [Metric(
        "infidelity", MetricGroup.Faithfulness, Unit = "squared score", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "mean squared error of the score's change under perturbations as the attribution foretells it",
        Source = "Yeh, Hsieh, Suggala, Inouye and Ravikumar 2019, definition 2.1")]
    public static double[] OfEach(Tensor inputs, Tensor attributions, Tensor perturbations, Func<int, Tensor, Tensor> score, bool normalize = false)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(attributions);
        ArgumentNullException.ThrowIfNull(score);
        if (inputs.ndim != 4 || !attributions.shape.SequenceEqual(inputs.shape))
            throw new ArgumentException($"takes inputs and attributions (N,C,H,W) of one shape, not {inputs} and {attributions}", nameof(attributions));
        return [.. Enumerable.Range(0, (int)inputs.shape[0]).Select(n =>
        {
            using var scope = NewDisposeScope();
            return Of(inputs.narrow(0, n, 1), attributions.narrow(0, n, 1), perturbations, variants => score(n, variants), normalize);
        })];
    }

    /// <summary>Mean over the perturbations I of (Σ I·a − (f(x) − f(x − I)))². Range [0, ∞).</summary>
    /// <param name="input">(1,C,H,W)</param>
    /// <param name="attribution">(1,C,H,W)</param>
    /// <param name="perturbations">(n,C,H,W)</param>
    /// <param name="score">(n,C,H,W) → (n)</param>
    /// <param name="normalize">whether Σ I·a is first multiplied by the factor that makes the mean least</param>
    /// <exception cref="ArgumentException">shapes are not as said</exception>
    public static double Of(Tensor input, Tensor attribution, Tensor perturbations, Func<Tensor, Tensor> score, bool normalize = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(attribution);
        ArgumentNullException.ThrowIfNull(perturbations);
        ArgumentNullException.ThrowIfNull(score);
        if (input.ndim != 4 || input.shape[0] != 1 || !attribution.shape.SequenceEqual(input.shape) || !perturbations.shape[1..].SequenceEqual(input.shape[1..]))
            throw new ArgumentException($"takes an input and an attribution (1,C,H,W) and perturbations (n,C,H,W), not {input}, {attribution} and {perturbations}", nameof(perturbations));
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var scores = score(cat([input, input - perturbations]));
        var falls = (scores.narrow(0, 0, 1) - scores.narrow(0, 1, perturbations.shape[0])).to(float64, CPU).data<double>().ToArray();
        var foretold = (perturbations * attribution).flatten(1).sum(1).to(float64, CPU).data<double>().ToArray();
        var factor = normalize ? LeastSquares(foretold, falls) : 1;
        return foretold.Zip(falls, (a, fall) => (factor * a - fall) * (factor * a - fall)).Average();
    }

    private static double LeastSquares(double[] from, double[] to)
    {
        var squares = from.Sum(value => value * value);
        return squares == 0 ? 0 : from.Zip(to, (a, b) => a * b).Sum() / squares;
    }
}
