namespace VizBench.Methods.Optimising;

/// <summary>
/// A step of a Markov chain over codes, h ← h + ε1 · (R(h) − h) + ε2 · g + N(0, ε3²): R(h) − h is the gradient of the codes' own
/// log-probability, up to a factor (Alain and Bengio 2014), g that of the objective. Nguyen et al. 2017, section 3. With a rate above 0 the
/// whole of what is added is scaled so that it moves a value by the rate on average, as in the authors' sampler.
/// </summary>
/// <param name="rebuilt">R: codes to codes</param>
/// <param name="prior">ε1</param>
/// <param name="condition">ε2</param>
/// <param name="noise">the step → N(0, ε3²), of the code's shape; null: none</param>
/// <param name="unit">s, what counts as one in the code, by channel: the step is that of h / s, so that g is multiplied by s² and the noise by s</param>
internal sealed class LangevinStep(Func<Tensor, Tensor> rebuilt, double prior, double condition, Func<int, Tensor>? noise, Tensor unit) : Optimiser
{
    internal override (Tensor[] Parameters, Tensor[] Memory) Update(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> memory, double rate, int step)
    {
        var code = parameters[0];
        var move = (rebuilt(code) - code) * prior + gradients[0] * unit.square() * condition;
        if (noise is not null)
            move = move + noise(step) * unit;
        if (rate > 0)
        {
            var size = move.abs().flatten(1).mean([1]);
            move = move * Across((size + size.eq(0)).reciprocal() * rate, code);
        }

        return ([code + move], []);
    }
}
