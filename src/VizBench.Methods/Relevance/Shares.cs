using VizBench.Networks;
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
    private readonly List<(Tensor Input, Tensor Output, long Parts)> _terms = [];

    /// <summary>Σᵢ Wᵢxᵢ + b.</summary>
    internal Tensor Sum => _terms.Select(term => term.Output.detach()).Aggregate((sum, output) => sum + output);

    /// <summary>The same with another term.</summary>
    /// <param name="input">of the layer's input's shape</param>
    /// <param name="weight">of the layer's weight's shape</param>
    internal Shares And(Tensor input, Tensor weight) => And(input, weight, 1);

    /// <summary>The same with two more terms; where the layer's channels allow, as one layer of twice as many, which is one pass instead of two.</summary>
    internal Shares And((Tensor Input, Tensor Weight) first, (Tensor Input, Tensor Weight) second) =>
        record.Layer.Operation is Linear or Convolution { Groups: 1 } && first.Input.shape.Length > 1
            ? And(cat([first.Input, second.Input], ChannelAxis(first.Input)), cat([first.Weight, second.Weight], 1), 2)
            : And(first.Input, first.Weight).And(second.Input, second.Weight);

    private Shares And(Tensor input, Tensor weight, long parts)
    {
        using var grad = enable_grad();
        var x = input.detach().requires_grad_();
        _terms.Add((x, record.Layer.Operation.Forward([x], record.Parameters.With(weight, _terms.Count == 0 ? bias : null)), parts));
        return this;
    }

    /// <summary>Σᵢ xᵢ ⊙ Wᵢᵀq.</summary>
    /// <param name="q">of the layer's output's shape</param>
    internal Tensor Of(Tensor q) => Contributed(Transposed(q));

    /// <summary>Σᵢ xᵢ ⊙ (Wᵢᵀq − Vᵢᵀp), in fewer passes over memory than one by one.</summary>
    /// <param name="q">of the layer's output's shape</param>
    /// <param name="others">of the same inputs with weights Vᵢ</param>
    /// <param name="p">for the others</param>
    internal Tensor Less(Tensor q, Shares others, Tensor p) => Contributed(Transposed(q).Zip(others.Transposed(p), (own, other) => own.add_(other, -1)));

    private IEnumerable<Tensor> Transposed(Tensor q) => _terms.Select(term => autograd.grad([term.Output], [term.Input], [q])[0]);

    private Tensor Contributed(IEnumerable<Tensor> transposed) => _terms
        .Zip(transposed, (term, part) => Added(part.mul_(term.Input.detach()), term.Parts))
        .Aggregate((sum, part) => sum.add_(part));

    private Tensor Added(Tensor contributions, long parts)
    {
        if (parts == 1)
            return contributions;
        var axis = ChannelAxis(contributions);
        var channels = contributions.shape[axis] / parts;
        return contributions.narrow(axis, 0, channels) + contributions.narrow(axis, channels, channels);
    }

    /// <summary>A fully connected layer works on the last axis, a convolution on the second.</summary>
    private int ChannelAxis(Tensor input) => record.Layer.Operation is Linear ? input.shape.Length - 1 : 1;
}
