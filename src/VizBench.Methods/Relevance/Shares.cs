using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>
/// A linear layer as a sum of terms, each with an input and weights of its own: z = Σᵢ Wᵢxᵢ. Every relevance rule is such a
/// sum, and hands on what each input contributed: Σᵢ xᵢ ⊙ Wᵢᵀq.
/// </summary>
internal sealed class Shares(LayerRecord record)
{
    private readonly List<(Tensor Input, Tensor Output)> _terms = [];

    /// <summary>Σᵢ Wᵢxᵢ, without any bias.</summary>
    internal Tensor Sum => _terms.Select(term => term.Output.detach()).Aggregate((sum, output) => sum + output);

    /// <summary>The same with another term.</summary>
    /// <param name="input">of the layer's input's shape</param>
    /// <param name="weight">of the layer's weight's shape</param>
    internal Shares And(Tensor input, Tensor weight)
    {
        using var grad = enable_grad();
        var x = input.detach().requires_grad_();
        _terms.Add((x, record.Layer.Operation.Forward([x], record.Parameters.With(weight, null))));
        return this;
    }

    /// <summary>Σᵢ xᵢ ⊙ Wᵢᵀq.</summary>
    /// <param name="q">of the layer's output's shape</param>
    internal Tensor Of(Tensor q) => _terms
        .Select(term => term.Input.detach() * autograd.grad([term.Output], [term.Input], [q])[0])
        .Aggregate((sum, part) => sum + part);
}
