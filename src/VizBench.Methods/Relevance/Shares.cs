using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>
/// A linear layer as a sum of terms, each with an input and weights of its own: z = Σᵢ Wᵢxᵢ + b. Every relevance rule is such
/// a sum, and hands on what each input contributed: Σᵢ xᵢ ⊙ Wᵢᵀq.
/// </summary>
/// <param name="record">of a convolution or fully connected layer</param>
/// <param name="bias">counted in the sum, and handed to nobody; null: none</param>
internal sealed class Shares(LayerRecord record, Tensor? bias)
{
    private readonly List<(Tensor Input, Tensor Output)> _terms = [];

    /// <summary>Σᵢ Wᵢxᵢ + b.</summary>
    internal Tensor Sum => _terms.Select(term => term.Output.detach()).Aggregate((sum, output) => sum + output);

    /// <summary>The same with another term.</summary>
    /// <param name="input">of the layer's input's shape</param>
    /// <param name="weight">of the layer's weight's shape</param>
    internal Shares And(Tensor input, Tensor weight)
    {
        using var grad = enable_grad();
        var x = input.detach().requires_grad_();
        _terms.Add((x, record.Layer.Operation.Forward([x], record.Parameters.With(weight, _terms.Count == 0 ? bias : null))));
        return this;
    }

    /// <summary>Σᵢ xᵢ ⊙ Wᵢᵀq.</summary>
    /// <param name="q">of the layer's output's shape</param>
    internal Tensor Of(Tensor q) => _terms
        .Select(term => autograd.grad([term.Output], [term.Input], [q])[0].mul_(term.Input.detach()))
        .Aggregate((sum, part) => sum.add_(part));
}
