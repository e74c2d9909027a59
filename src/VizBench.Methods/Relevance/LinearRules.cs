using VizBench.Networks;
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
        [X(record) * record.VectorJacobianProduct(Stabiliser.OrZero(relevance, Output(record)))[0]];

    /// <summary>x ⊙ Wᵀ(R / (z + ε·sign z)).</summary>
    private IReadOnlyList<Tensor> Epsilon(LayerRecord record, Tensor relevance) =>
        [X(record) * record.VectorJacobianProduct(relevance / Output(record).Stabilised(numbers.Epsilon))[0]];

    /// <summary>z = (W + γW⁺)x + b + γb⁺.</summary>
    private IReadOnlyList<Tensor> Gamma(LayerRecord record, Tensor relevance)
    {
        var shares = new Shares(record).And(X(record), W(record) + W(record).clamp(min: 0) * numbers.Gamma);
        return [shares.Of(relevance / (shares.Sum + FavouredBias(record, positive: true)).Stabilised(numbers.Stabilizer))];
    }

    /// <summary>
    /// Contributions that have the output's sign count 1 + γ times. Positive outputs: x⁺ with W + γW⁺, x⁻ with W + γW⁻;
    /// negative outputs: the other way round. The sign is that of the layer's true output, bias included.
    /// </summary>
    private IReadOnlyList<Tensor> GeneralisedGamma(LayerRecord record, Tensor relevance)
    {
        var output = record.Output.detach();
        var (toPositive, toNegative) = (W(record) + W(record).clamp(min: 0) * numbers.Gamma, W(record) + W(record).clamp(max: 0) * numbers.Gamma);
        var positive = Split(record, toPositive, toNegative);
        var negative = Split(record, toNegative, toPositive);
        return
        [
            positive.Of(output.gt(0) * relevance / (positive.Sum + FavouredBias(record, positive: true)).Stabilised(numbers.Stabilizer))
                + negative.Of(output.lt(0) * relevance / (negative.Sum + FavouredBias(record, positive: false)).Stabilised(numbers.Stabilizer)),
        ];
    }

    /// <summary>z = W⁺x⁺ + W⁻x⁻ + b⁺.</summary>
    private IReadOnlyList<Tensor> ZPlus(LayerRecord record, Tensor relevance) => [Positive(record, relevance)];

    /// <summary>α times the positive contributions' part (z⁺) less β times the negative ones': z = W⁻x⁺ + W⁺x⁻ + b⁻.</summary>
    private IReadOnlyList<Tensor> AlphaBeta(LayerRecord record, Tensor relevance)
    {
        var positive = Positive(record, relevance) * numbers.Alpha;
        if (numbers.Beta == 0)
            return [positive];
        var negative = Split(record, W(record).clamp(max: 0), W(record).clamp(min: 0));
        return [positive - negative.Of(relevance / (negative.Sum + B(record, bias => bias.clamp(max: 0))).Stabilised(numbers.Stabilizer)) * numbers.Beta];
    }

    /// <summary>z = Wx − W⁺l − W⁻h: what an input adds above the least that it could. The bias cancels.</summary>
    private IReadOnlyList<Tensor> ZBox(LayerRecord record, Tensor relevance)
    {
        var x = X(record);
        var shares = new Shares(record)
            .And(x, W(record))
            .And(Bound(numbers.Low, record) * -1, W(record).clamp(min: 0))
            .And(Bound(numbers.High, record) * -1, W(record).clamp(max: 0));
        return [shares.Of(relevance / shares.Sum.Stabilised(numbers.Stabilizer))];
    }

    /// <summary>z = W²1 + b².</summary>
    private IReadOnlyList<Tensor> WSquare(LayerRecord record, Tensor relevance)
    {
        var shares = new Shares(record).And(Ones(X(record)), W(record).square());
        return [shares.Of(relevance / (shares.Sum + B(record, bias => bias.square())).Stabilised(numbers.Stabilizer))];
    }

    /// <summary>z = the number of inputs; padding is none.</summary>
    private IReadOnlyList<Tensor> Flat(LayerRecord record, Tensor relevance)
    {
        var shares = new Shares(record).And(Ones(X(record)), Ones(W(record)));
        return [shares.Of(relevance / shares.Sum.Stabilised(numbers.Stabilizer))];
    }

    /// <summary>z⁺ of the layer less z⁺ of its dual, whose weights and biases are the negatives.</summary>
    internal IReadOnlyList<Tensor> Contrast(LayerRecord record, Tensor relevance)
    {
        var dual = Split(record, W(record).clamp(max: 0) * -1, W(record).clamp(min: 0) * -1);
        return [Positive(record, relevance) - dual.Of(relevance / (dual.Sum + B(record, bias => bias.clamp(max: 0) * -1)).Stabilised(numbers.Stabilizer))];
    }

    private Tensor Positive(LayerRecord record, Tensor relevance)
    {
        var shares = Split(record, W(record).clamp(min: 0), W(record).clamp(max: 0));
        return shares.Of(relevance / (shares.Sum + B(record, bias => bias.clamp(min: 0))).Stabilised(numbers.Stabilizer));
    }

    /// <summary>x⁺ with the first weights, x⁻ with the second.</summary>
    private Shares Split(LayerRecord record, Tensor forPositive, Tensor forNegative)
    {
        var x = X(record);
        return nonNegative.Contains(record.Layer.Inputs[0])
            ? new Shares(record).And(x, forPositive)
            : new Shares(record).And(x.clamp(min: 0), forPositive).And(x.clamp(max: 0), forNegative);
    }

    private static Tensor X(LayerRecord record) => record.Inputs[0].detach();

    private static Tensor W(LayerRecord record) => record.Parameters.Weight;

    private static Tensor Ones(Tensor like) => ones(like.shape, like.dtype, like.device);

    /// <summary>z as the layer gave it; computed again without the bias where that doesn't count.</summary>
    private Tensor Output(LayerRecord record) => numbers.ZeroBias && record.Parameters.Bias is not null
        ? record.Layer.Operation.Forward([X(record)], record.Parameters.With(W(record), null))
        : record.Output.detach();

    /// <summary>b + γb⁺ or b + γb⁻.</summary>
    private Tensor FavouredBias(LayerRecord record, bool positive) =>
        B(record, bias => bias + (positive ? bias.clamp(min: 0) : bias.clamp(max: 0)) * numbers.Gamma);

    /// <summary>Some form of the bias, shaped to be added to the output; 0 where there is none or it doesn't count.</summary>
    private Tensor B(LayerRecord record, Func<Tensor, Tensor> form)
    {
        if (numbers.ZeroBias || record.Parameters.Bias is not { } bias)
            return zeros([1], record.Output.dtype, record.Output.device);
        return record.Layer.Operation is Convolution ? form(bias).reshape(1, -1, 1, 1) : form(bias);
    }

    private static Tensor Bound(IReadOnlyList<double> channels, LayerRecord record)
    {
        var x = X(record);
        long[] shape = [1, channels.Count, .. Enumerable.Repeat(1L, x.shape.Length - 2)];
        return tensor([.. channels], shape, x.dtype, x.device).expand(x.shape).contiguous();
    }
}
