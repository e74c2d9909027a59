namespace VizBench.Methods.Optimising;

/// <summary>
/// Adam, ascending, with ε outside the bias correction as in PyTorch: x ← x + rate · m̂ / (√v̂ + ε). Kingma and Ba 2015,
/// algorithm 1.
/// </summary>
internal sealed class Adam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : Optimiser
{
    internal override Tensor[] Start(IReadOnlyList<Tensor> parameters) => [.. Zeros(parameters), .. Zeros(parameters)];

    internal override (Tensor[] Parameters, Tensor[] Memory) Update(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> memory, double rate, int step)
    {
        var count = parameters.Count;
        var (first, second) = (1 - Math.Pow(beta1, step + 1), Math.Sqrt(1 - Math.Pow(beta2, step + 1)));
        Tensor[] means = [.. gradients.Select((gradient, i) => memory[i] * beta1 + gradient * (1 - beta1))];
        Tensor[] squares = [.. gradients.Select((gradient, i) => memory[count + i] * beta2 + gradient.square() * (1 - beta2))];
        return ([.. parameters.Select((parameter, i) => parameter + means[i] / (squares[i].sqrt() / second + epsilon) * (rate / first))], [.. means, .. squares]);
    }
}
