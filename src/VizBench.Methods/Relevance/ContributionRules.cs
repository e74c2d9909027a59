using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>The relevance rules of everything but convolutions and fully connected layers.</summary>
internal static class ContributionRules
{
    /// <summary>What comes from above goes down as it is.</summary>
    internal static IReadOnlyList<Tensor> Pass(LayerRecord record, Tensor relevance) => [relevance];

    /// <summary>"Norm": xᵢ ⊙ Jᵢᵀ(R / z) with z the output: inputs share by what they contribute to it.</summary>
    internal static BackwardRule Norm(double stabilizer) => (record, relevance) =>
    {
        var parts = record.VectorJacobianProduct(Stabiliser.Quotient(relevance, record.Output.detach(), stabilizer));
        return [.. parts.Select((part, i) => record.Inputs[i].detach() * part)];
    };

    /// <summary>Norm for sums of inputs of one shape, which need no Jacobian.</summary>
    internal static BackwardRule NormOfSum(double stabilizer) => (record, relevance) =>
    {
        var quotient = Stabiliser.Quotient(relevance, record.Output.detach(), stabilizer);
        return [.. record.Inputs.Select(input => input.detach() * quotient)];
    };

    /// <summary>The epsilon rule of y = x f + o, element by element: R · x f / (z + ε·sign(z)), z without o where biases count as zero.</summary>
    internal static BackwardRule EpsilonOfAffine(double epsilon, bool zeroBias) => (record, relevance) =>
    {
        var contribution = record.VectorJacobianProduct(ones(record.Output.shape, record.Output.dtype, record.Output.device))[0] * record.Inputs[0].detach();
        return [contribution * Stabiliser.Quotient(relevance, zeroBias ? contribution : record.Output.detach(), epsilon)];
    };

    /// <summary>
    /// Norm for reductions whose inputs times derivatives don't sum to the output: they share by xᵢ·∂z/∂xᵢ all the same, each part of
    /// the sum of these.
    /// </summary>
    internal static BackwardRule NormOfTerms(double stabilizer) => (record, relevance) =>
    {
        var input = record.Inputs[0].detach();
        var terms = record.VectorJacobianProduct(ones(relevance.shape, relevance.dtype, relevance.device))[0] * input;
        return [terms * Stabiliser.Quotient(relevance, Reduced(terms, relevance), stabilizer)];
    };

    /// <summary>
    /// A gate opens or closes, the signal says what: all relevance goes to the signal (Arras et al. 2019). The gate is the input
    /// that a sigmoid-like layer made, else the one with fewer values; of two alike each gets half.
    /// </summary>
    internal static BackwardRule SignalTakesAll(Architecture architecture) => (record, relevance) =>
    {
        var gates = record.Layer.Inputs.Select(name => IsGate(architecture, name)).ToArray();
        var sizes = record.Inputs.Select(input => input.NumberOfElements).ToArray();
        if (gates[0] == gates[1] && sizes[0] == sizes[1])
            return [relevance * 0.5, relevance * 0.5];
        var signal = gates[0] != gates[1] ? (gates[0] ? 1 : 0) : sizes[0] > sizes[1] ? 0 : 1;
        return [.. record.Inputs.Select((input, i) => i == signal ? Reduced(relevance, input) : zeros_like(input))];
    };

    /// <summary>Whether a sigmoid-like layer made the values, which may have been put into another shape since.</summary>
    private static bool IsGate(Architecture architecture, string name)
    {
        while (architecture.Has(name))
        {
            var layer = architecture.LayerNamed(name);
            if (layer.Operation is not (Dropout or Flatten or Reshape or Transpose or Expand))
                return layer.Operation is Sigmoid or HardSigmoid or Softmax or Tanh;
            name = layer.Inputs[0];
        }

        return false;
    }

    /// <summary>An input that was repeated to the output's shape gets the sum of its repetitions.</summary>
    internal static Tensor Reduced(Tensor relevance, Tensor input)
    {
        var axes = Enumerable.Range(0, input.shape.Length).Where(axis => input.shape[axis] != relevance.shape[axis]).Select(axis => (long)axis).ToArray();
        return axes.Length == 0 ? relevance : relevance.sum(axes, keepdim: true);
    }
}
