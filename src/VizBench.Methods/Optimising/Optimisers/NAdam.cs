namespace VizBench.Methods.Optimising;

/// <summary>
/// Adam with Nesterov momentum, ascending, with the momentum's schedule μₜ = β₁ (1 − ½ · .96^(.004 t)) as in PyTorch. Dozat
/// 2016.
/// </summary>
internal sealed class NAdam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0.004) : Optimiser
{
    internal override Tensor[] Start(IReadOnlyList<Tensor> parameters) => [.. Zeros(parameters), .. Zeros(parameters)];

    internal override (Tensor[] Parameters, Tensor[] Memory) Update(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> memory, double rate, int step)
    {
        var count = parameters.Count;
        var (now, next) = (Momentum(step + 1), Momentum(step + 2));
        // The product of all momenta so far follows from the step alone, so that it needs no memory.
        var product = Enumerable.Range(1, step + 1).Aggregate(1.0, (all, t) => all * Momentum(t));
        var second = 1 - Math.Pow(beta2, step + 1);
        Tensor[] means = [.. gradients.Select((gradient, i) => memory[i] * beta1 + gradient * (1 - beta1))];
        Tensor[] squares = [.. gradients.Select((gradient, i) => memory[count + i] * beta2 + gradient.square() * (1 - beta2))];
        Tensor Next(Tensor parameter, int i)
        {
            var size = (squares[i] / second).sqrt() + epsilon;
            return parameter + gradients[i] / size * (rate * (1 - now) / (1 - product)) + means[i] / size * (rate * next / (1 - product * next));
        }

        return ([.. parameters.Select(Next)], [.. means, .. squares]);
    }

    private double Momentum(int t) => beta1 * (1 - 0.5 * Math.Pow(0.96, t * decay));
}
