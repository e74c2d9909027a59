namespace VizBench.Methods.Optimising;

/// <summary>By what a gradient is divided before the step, for each sample by itself.</summary>
internal enum GradientScale
{
    None,

    /// <summary>The mean of its magnitudes: a step then moves a value by the rate on average.</summary>
    MeanMagnitude,

    /// <summary>Its norm.</summary>
    Norm,

    /// <summary>Its squared norm: the gain predicted to first order is then the rate.</summary>
    SquaredNorm,
}

/// <summary>Gradient ascent, v ← μ v + g, x ← x + rate · v, the gradient scaled before. A gradient of zeros moves nothing.</summary>
/// <param name="momentum">μ, 0 … 1</param>
/// <param name="most">the greatest rate after scaling; Yosinski's "max"</param>
/// <param name="anew">steps before which the momentum is forgotten; null: it never is</param>
internal sealed class Sgd(GradientScale scale = GradientScale.None, double momentum = 0, double most = double.PositiveInfinity, IReadOnlyList<int>? anew = null) : Optimiser
{
    internal override Tensor[] Start(IReadOnlyList<Tensor> parameters) => momentum == 0 ? [] : Zeros(parameters);

    internal override (Tensor[] Parameters, Tensor[] Memory) Update(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> memory, double rate, int step)
    {
        Tensor[] moves = [.. gradients.Select(gradient => gradient * Across(RateOf(gradient, rate), gradient))];
        if (momentum != 0 && anew?.Contains(step) != true)
            moves = [.. moves.Select((move, i) => memory[i] * momentum + move)];
        return ([.. parameters.Zip(moves, (parameter, move) => parameter + move)], momentum == 0 ? [] : moves);
    }

    private Tensor RateOf(Tensor gradient, double rate)
    {
        var flat = gradient.flatten(1);
        var size = scale switch
        {
            GradientScale.MeanMagnitude => flat.abs().mean([1]),
            GradientScale.Norm => flat.square().sum(1).sqrt(),
            GradientScale.SquaredNorm => flat.square().sum(1),
            _ => ones([flat.shape[0]], gradient.dtype, gradient.device),
        };
        var isZero = size.eq(0);
        var scaled = (size + isZero).reciprocal() * rate;
        return double.IsPositiveInfinity(most) ? scaled : scaled.clamp(max: most);
    }
}
