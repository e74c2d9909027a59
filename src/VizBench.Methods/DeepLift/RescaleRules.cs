using VizBench.Methods.Attribution;
using VizBench.Methods.Relevance;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.DeepLift;

/// <summary>
/// DeepLIFT's multipliers m = Δout / Δin between an input and a baseline, as a table of rules: what is linear by its
/// transpose, what acts on each value by itself by the quotient of differences (rescale), maxima by who wins here and who
/// wins at the baseline, and what couples values by its Jacobian averaged along the way from the baseline to the input,
/// of which the quotient is the one-dimensional case. Shrikumar, Greenside and Kundaje 2017, section 3.5.1.
/// </summary>
/// <param name="baseline">a recording of one sample, the baseline</param>
internal sealed class RescaleRules(Recording baseline)
{
    /// <summary>Below this |Δin| the quotient is the derivative.</summary>
    private const double SmallestDifference = 1e-10;

    /// <summary>
    /// Below this |Δin| the quotient of a smooth function is its derivative half way, in float64: that is off by f‴·Δin²/24, the quotient by the
    /// rounding of what it subtracts, 1e-16/|Δin|. They meet here.
    /// </summary>
    private const double SmoothDifference = 1e-5;

    // Exact for products of up to 31 factors; for normalisations its error lies below float64's.
    private static readonly Quadrature s_way = GaussLegendre.Of(16);

    internal RuleTable Table => RuleTable.Empty("deeplift-rescale")
        .Otherwise(Averaged)
        .With<ReLU>(Rescale).With<Clip>(Rescale).With<LeakyReLU>(Rescale).With<PReLU>(Rescale).With<Elu>(Rescale).With<HardSigmoid>(Rescale).With<HardSwish>(Rescale)
        .With<Abs>(Rescale).With<ThresholdedReLU>(Rescale)
        .With<Gelu>(Smooth).With<Erf>(Smooth).With<Sigmoid>(Smooth).With<Tanh>(Smooth).With<Softplus>(Smooth).With<Mish>(Smooth)
        .With<Swish>(Smooth).With<Softsign>(Smooth).With<Exponential>(Smooth).With<Logarithm>(Smooth).With<Sine>(Smooth)
        .With<Power>(Rescale).With<SquareRoot>(Rescale)
        .With<MaxPool>(Extreme).With<GlobalMaxPool>(Extreme).With<Maximum>(OfTwo).With<Minimum>(OfTwo)
        .With<AxisReduction>((record, m) => record.Layer.Operation switch
        {
            AxisReduction { Kind: ReductionKind.Maximum or ReductionKind.Minimum } => Extreme(record, m),
            AxisReduction { Kind: ReductionKind.Mean or ReductionKind.Sum } => Linear(record, m),
            AxisReduction { Kind: ReductionKind.L2 } => [new NormDifferences(record, At(record)).OfNorm(m, 2)],
            _ => Averaged(record, m),
        })
        .With<LpPool>((record, m) => [new NormDifferences(record, At(record)).OfPool(m, (LpPool)record.Layer.Operation)])
        .With<LpNormalization>((record, m) => [new NormDifferences(record, At(record)).OfQuotient(m, (LpNormalization)record.Layer.Operation)])
        .With<Convolution>(Linear).With<TransposedConvolution>(Linear).With<Resample>(Linear).With<Tile>(Linear).With<Linear>(Linear).With<LastAxisLinear>(Linear).With<BatchNorm>(Linear).With<Scale>(Linear).With<Shift>(Linear)
        .With<Affine>(Linear).With<Add>(Linear).With<BroadcastAdd>(Linear).With<Subtract>(Linear).With<AveragePool>(Linear).With<AdaptiveAveragePool>(Linear)
        .With<Concat>(Linear).With<Flatten>(Linear).With<Reshape>(Linear).With<Transpose>(Linear).With<Slice>(Linear).With<Gather>(Linear)
        .With<Pad>(Linear).With<ReflectPad>(Linear).With<EdgePad>(Linear).With<WrapPad>(Linear).With<Expand>(Linear).With<Dropout>(Linear);

    private static IReadOnlyList<Tensor> Linear(LayerRecord record, Tensor m) => GradientRules.Table.For(record.Layer)(record, m);

    /// <summary>m · Δout / Δin; the derivative where Δin vanishes.</summary>
    private IReadOnlyList<Tensor> Rescale(LayerRecord record, Tensor m) => Quotient(record, m, SmallestDifference, () => record.VectorJacobianProduct(m)[0]);

    /// <summary>The same of a function without kinks: half way between two near places its slope says more than their quotient.</summary>
    private IReadOnlyList<Tensor> Smooth(LayerRecord record, Tensor m)
    {
        var input = record.Inputs[0].detach();
        return input.dtype == ScalarType.Float64
            ? Quotient(record, m, SmoothDifference, () => JacobianProduct(record, [input - Difference(record, 0) * 0.5], m)[0])
            : Rescale(record, m);
    }

    private IReadOnlyList<Tensor> Quotient(LayerRecord record, Tensor m, double least, Func<Tensor> slope)
    {
        var (atInput, atOutput) = (Difference(record, 0), record.Output.detach() - At(record).Output.detach());
        var isSmall = atInput.abs().lt(least);
        if (!isSmall.any().item<bool>())
            return [m * (atOutput / atInput)];
        return [where(isSmall, slope(), m * (atOutput / where(isSmall, ones([1], atInput.dtype, atInput.device), atInput)))];
    }

    /// <summary>
    /// With M = max(out, out at the baseline): m·(M − out_b) goes to the place of the maximum, m·(out − M) to its place at the
    /// baseline, each divided by Δin there. Of minima M is the smaller of both.
    /// </summary>
    private IReadOnlyList<Tensor> Extreme(LayerRecord record, Tensor m)
    {
        var (here, there) = (record.Output.detach(), At(record).Output.detach());
        var isHere = record.Layer.Operation is AxisReduction { Kind: ReductionKind.Minimum } ? here.lt(there) : here.gt(there);
        var larger = where(isHere, here, there.expand(here.shape));
        var atBaseline = record.Layer.Operation is MaxPool
            ? FirstOfTheLargest.Route(At(record), m * (here - larger), record.Inputs[0].shape)
            : JacobianProduct(record, BaselineLike(record), m * (here - larger))[0];
        var contributions = record.VectorJacobianProduct(m * (larger - there))[0] + atBaseline;
        var atInput = Difference(record, 0);
        var isSmall = atInput.abs().lt(SmallestDifference);
        return [where(isSmall, zeros_like(atInput), contributions / where(isSmall, ones([1], atInput.dtype, atInput.device), atInput))];
    }

    /// <summary>The larger or smaller of two inputs: each gets the share of the way from the baseline on which it is that, which is the mean of J in closed form.</summary>
    private IReadOnlyList<Tensor> OfTwo(LayerRecord record, Tensor m)
    {
        var sign = record.Layer.Operation is Minimum ? -1.0 : 1.0;
        var (start, end) = ((At(record).Inputs[0].detach() - At(record).Inputs[1].detach()) * sign, (record.Inputs[0].detach() - record.Inputs[1].detach()) * sign);
        start = start.expand(end.shape);
        var (fromFirst, toFirst) = (start.ge(0), end.ge(0));
        var (all, none) = (ones([1], m.dtype, m.device), zeros([1], m.dtype, m.device));
        // Where they change places, they do at start / (start − end) of the way.
        var changes = fromFirst.logical_and(toFirst.logical_not()).logical_or(toFirst.logical_and(fromFirst.logical_not()));
        var crossing = start / where(changes, start - end, all);
        var first = where(changes, where(fromFirst, crossing, 1 - crossing), where(fromFirst, all, none));
        return [ContributionRules.Reduced(m * first, record.Inputs[0]), ContributionRules.Reduced(m * (1 - first), record.Inputs[1])];
    }

    /// <summary>mᵀ ∫₀¹ J(b + a·Δin) da: the mean over the way, so that the parts sum to m·Δout.</summary>
    private IReadOnlyList<Tensor> Averaged(LayerRecord record, Tensor m)
    {
        var from = BaselineLike(record);
        var differences = Enumerable.Range(0, from.Count).Select(i => Difference(record, i)).ToArray();
        Tensor[]? sum = null;
        foreach (var (share, weight) in s_way.Nodes.Zip(s_way.Weights))
        {
            var parts = JacobianProduct(record, [.. from.Zip(differences, (start, difference) => start + difference * share)], m * weight);
            sum = sum is null ? [.. parts] : [.. sum.Zip(parts, (a, b) => a + b)];
        }

        return sum!;
    }

    private LayerRecord At(LayerRecord record) => baseline[record.Layer.Name];

    private Tensor Difference(LayerRecord record, int input) => record.Inputs[input].detach() - At(record).Inputs[input].detach();

    /// <summary>The layer's inputs at the baseline, for each sample of the batch.</summary>
    private List<Tensor> BaselineLike(LayerRecord record) =>
        [.. record.Inputs.Select((input, i) => At(record).Inputs[i].detach().expand(input.shape).contiguous())];

    /// <summary>The signal times the layer's Jacobian at other inputs.</summary>
    private static IList<Tensor> JacobianProduct(LayerRecord record, IReadOnlyList<Tensor> inputs, Tensor signal)
    {
        using var grad = enable_grad();
        Tensor[] at = [.. inputs.Select(input => input.detach().requires_grad_())];
        var output = record.Layer.Operation.Forward(at, record.Parameters);
        return autograd.grad([output], at, [signal]);
    }
}
