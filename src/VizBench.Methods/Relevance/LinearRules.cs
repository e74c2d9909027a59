using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>
/// The relevance rules of convolutions and fully connected layers, Rᵢ = Σⱼ (contribution of i to j) · Rⱼ / (their sum over i,
/// stabilised). Bach et al. 2015, section 2; Montavon et al. 2017 (z^B, w²) and 2019 (γ); Lapuschkin et al. 2019 (flat).
/// x⁺ and x⁻, W⁺ and W⁻ are the positive and the negative parts.
/// </summary>
/// <param name="numbers">ε, γ, α, β and the like</param>
/// <param name="nonNegative">layers whose outputs have no negative part: half of each rule falls away behind them</param>
internal sealed class LinearRules(RelevanceNumbers numbers, IReadOnlySet<string> nonNegative)
{
    internal BackwardRule Of(LrpRule rule) => rule switch
    {
        LrpRule.Zero => Zero,
        LrpRule.Epsilon => Epsilon,
        LrpRule.Gamma => numbers.Generalised ? GeneralisedGamma : Gamma,
        LrpRule.Zplus => ZPlus,
        LrpRule.AlphaBeta => AlphaBeta,
        LrpRule.Zbox => ZBox,
        LrpRule.Wsquare => WSquare,
        _ => Flat,
    };

    /// <summary>x ⊙ Wᵀ(R / z).</summary>
    private IReadOnlyList<Tensor> Zero(LayerRecord record, Tensor relevance) =>
        [record.VectorJacobianProduct(Stabiliser.OrZero(relevance, Output(record)))[0].mul_(X(record))];

    /// <summary>x ⊙ Wᵀ(R / (z + ε·sign z)).</summary>
    private IReadOnlyList<Tensor> Epsilon(LayerRecord record, Tensor relevance) =>
        [record.VectorJacobianProduct(Stabiliser.Quotient(relevance, Output(record), numbers.Epsilon))[0].mul_(X(record))];

    /// <summary>z = (W + γW⁺)x + b + γb⁺.</summary>
    private IReadOnlyList<Tensor> Gamma(LayerRecord record, Tensor relevance) =>
        [Quotients(relevance, new Shares(record, B(record, bias => Favoured(bias, min: 0))).And(X(record), Raised(record)))];

    /// <summary>
    /// Contributions that have the output's sign count 1 + γ times. Positive outputs: x⁺ with W + γW⁺, x⁻ with W + γW⁻;
    /// negative outputs: the other way round. The sign is that of the layer's true output, bias included.
    /// </summary>
    private IReadOnlyList<Tensor> GeneralisedGamma(LayerRecord record, Tensor relevance)
    {
        var (output, nothing) = (record.Output.detach(), zeros([1], relevance.dtype, relevance.device));
        Tensor Up() => Raised(record);
        Tensor Down() => W(record).add(record.Parameters.NegativeWeight, numbers.Gamma);
        var ofPositive = Quotients(where(output.gt(0), relevance, nothing), Split(record, Up, Down, bias => Favoured(bias, min: 0)));
        var rest = where(output.lt(0), relevance, nothing);
        // Behind a ReLU no relevance comes to negative outputs, and half of the work falls away.
        return rest.any().item<bool>()
            ? [ofPositive.add_(Quotients(rest, Split(record, Down, Up, bias => Favoured(bias, max: 0))))]
            : [ofPositive];
    }

    /// <summary>z = W⁺x⁺ + W⁻x⁻ + b⁺.</summary>
    private IReadOnlyList<Tensor> ZPlus(LayerRecord record, Tensor relevance) => [Quotients(relevance, Positive(record))];

    /// <summary>α times the positive contributions' part (z⁺) less β times the negative ones': z = W⁻x⁺ + W⁺x⁻ + b⁻.</summary>
    private IReadOnlyList<Tensor> AlphaBeta(LayerRecord record, Tensor relevance)
    {
        var (positive, negative) = (Positive(record), numbers.Beta == 0 ? null : Negative(record));
        var q = Quotient(relevance, positive, numbers.Alpha);
        return [negative is null ? positive.Of(q) : positive.Less(q, negative, Quotient(relevance, negative, numbers.Beta))];
    }

    /// <summary>z = Wx − W⁺l − W⁻h: what an input adds above the least that it could. The bias cancels.</summary>
    private IReadOnlyList<Tensor> ZBox(LayerRecord record, Tensor relevance) =>
    [
        Quotients(relevance, new Shares(record, null)
            .And(X(record), W(record))
            .And(Bound(numbers.Low, record) * -1, record.Parameters.PositiveWeight)
            .And(Bound(numbers.High, record) * -1, record.Parameters.NegativeWeight)),
    ];

    /// <summary>z = W²1 + b².</summary>
    private IReadOnlyList<Tensor> WSquare(LayerRecord record, Tensor relevance) =>
        [Quotients(relevance, new Shares(record, B(record, bias => bias.square())).And(Ones(X(record)), W(record).square()))];

    /// <summary>z = the number of inputs; padding is none.</summary>
    private IReadOnlyList<Tensor> Flat(LayerRecord record, Tensor relevance) =>
        [Quotients(relevance, new Shares(record, null).And(Ones(X(record)), Ones(W(record))))];

    /// <summary>z⁺ of the layer less z⁺ of its dual, whose weights and biases are the negatives.</summary>
    internal IReadOnlyList<Tensor> Contrast(LayerRecord record, Tensor relevance)
    {
        var dual = Split(record, () => record.Parameters.NegativeWeight * -1, () => record.Parameters.PositiveWeight * -1, bias => bias.clamp(max: 0) * -1);
        var positive = Positive(record);
        return [positive.Less(Quotient(relevance, positive), dual, Quotient(relevance, dual))];
    }

    private Shares Positive(LayerRecord record) => Split(record, () => record.Parameters.PositiveWeight, () => record.Parameters.NegativeWeight, bias => bias.clamp(min: 0));

    private Shares Negative(LayerRecord record) => Split(record, () => record.Parameters.NegativeWeight, () => record.Parameters.PositiveWeight, bias => bias.clamp(max: 0));

    /// <summary>Σᵢ xᵢ ⊙ Wᵢᵀ(R / z).</summary>
    private Tensor Quotients(Tensor relevance, Shares shares) => shares.Of(Quotient(relevance, shares));

    /// <summary>f·R / z.</summary>
    private Tensor Quotient(Tensor relevance, Shares shares, double factor = 1) => Stabiliser.Quotient(relevance, shares.Sum, numbers.Stabilizer, factor);

    /// <summary>x⁺ with the first weights, x⁻ with the second, and some form of the bias.</summary>
    private Shares Split(LayerRecord record, Func<Tensor> forPositive, Func<Tensor> forNegative, Func<Tensor, Tensor> formOfBias)
    {
        var (x, shares) = (X(record), new Shares(record, B(record, formOfBias)));
        return nonNegative.Contains(record.Layer.Inputs[0])
            ? shares.And(x, forPositive())
            : shares.And((x.clamp(min: 0), forPositive()), (x.clamp(max: 0), forNegative()));
    }

    private static Tensor X(LayerRecord record) => record.Inputs[0].detach();

    private static Tensor W(LayerRecord record) => record.Parameters.Weight;

    private static Tensor Ones(Tensor like) => ones(like.shape, like.dtype, like.device);

    /// <summary>W + γW⁺.</summary>
    private Tensor Raised(LayerRecord record) => W(record).add(record.Parameters.PositiveWeight, numbers.Gamma);

    /// <summary>b + γb⁺ or b + γb⁻.</summary>
    private Tensor Favoured(Tensor values, double? min = null, double? max = null) => values + values.clamp(min, max) * numbers.Gamma;

    /// <summary>z as the layer gave it; computed again without the bias where that doesn't count.</summary>
    private Tensor Output(LayerRecord record) => numbers.ZeroBias && record.Parameters.Bias is not null
        ? record.Layer.Operation.Forward([X(record)], record.Parameters.With(W(record), null))
        : record.Output.detach();

    /// <summary>Some form of the bias; null where there is none or it doesn't count.</summary>
    private Tensor? B(LayerRecord record, Func<Tensor, Tensor> form) => numbers.ZeroBias || record.Parameters.Bias is not { } bias ? null : form(bias);

    private static Tensor Bound(IReadOnlyList<double> channels, LayerRecord record)
    {
        var x = X(record);
        long[] shape = [1, channels.Count, .. Enumerable.Repeat(1L, x.shape.Length - 2)];
        return tensor([.. channels], shape, x.dtype, x.device).expand(x.shape).contiguous();
    }
}
