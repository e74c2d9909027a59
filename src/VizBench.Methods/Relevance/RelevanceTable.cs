using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>Relevance as a table of rules: one for the first linear layers, one for the other convolutions, one for the fully connected layers.</summary>
internal static class RelevanceTable
{
    /// <param name="name">the method's, for messages</param>
    /// <param name="architecture">in canonical form</param>
    /// <param name="dense">for fully connected layers, convolutions among them whose window is the whole map</param>
    /// <exception cref="UserError">z^B at a layer whose inputs' bounds aren't known</exception>
    internal static RuleTable Of(
        string name, Architecture architecture, RelevanceNumbers numbers, LrpRule first, LrpRule convolution, LrpRule dense,
        RelevanceLrn lrn = RelevanceLrn.Pass, MaxTies ties = MaxTies.First, RelevanceBatchNorm batchNorm = RelevanceBatchNorm.Pass)
    {
        var linear = new LinearRules(numbers, NonNegative.LayersOf(architecture));
        // A fully connected layer has its rule however it is written.
        IReadOnlyList<Tensor> OfConvolution(LayerRecord record, Tensor relevance) =>
            linear.Of(LinearOperations.IsDense(record.Layer.Operation, architecture.ShapeOf(record.Layer.Inputs[0])) ? dense : convolution)(record, relevance);
        var table = Base(name, architecture, numbers.Stabilizer)
            .With<Convolution>(OfConvolution).With<TransposedConvolution>(linear.Of(convolution)).With<Linear>(linear.Of(dense)).With<LastAxisLinear>(linear.Of(dense));
        if (lrn == RelevanceLrn.Norm)
            table = table.With<LocalResponseNorm>(ContributionRules.Norm(numbers.Stabilizer));
        if (batchNorm == RelevanceBatchNorm.Epsilon)
        {
            var affine = ContributionRules.EpsilonOfAffine(numbers.Epsilon, numbers.ZeroBias);
            table = table.With<BatchNorm>(affine).With<Scale>(affine).With<Shift>(affine).With<Affine>(affine).With<ScaleShift>(affine);
        }

        if (ties == MaxTies.Split)
            table = table.With<MaxPool>(TiedMaxima.Share);
        return FirstLayers.Of(architecture).Aggregate(table, (all, layer) => all.At(layer.Name, linear.Of(first)));
    }

    /// <summary>
    /// Everything but the linear layers: what acts on each value by itself, and normalisations, pass relevance on; what moves
    /// or picks values sends it where they came from; sums and averages share it by contribution.
    /// </summary>
    private static RuleTable Base(string name, Architecture architecture, double stabilizer)
    {
        var back = GradientRules.Table;
        var (norm, euler) = (ContributionRules.Norm(stabilizer), ContributionRules.NormOfTerms(stabilizer));
        return RuleTable.Empty(name)
            .Otherwise(ContributionRules.Pass)
            .With<MaxPool>(back.For).With<GlobalMaxPool>(back.For)
            .With<Concat>(back.For).With<Flatten>(back.For).With<Reshape>(back.For).With<Transpose>(back.For).With<Slice>(back.For)
            .With<Gather>(back.For).With<Pad>(back.For).With<ReflectPad>(back.For).With<EdgePad>(back.For).With<WrapPad>(back.For).With<Expand>(back.For).With<Tile>(back.For)
            .With<Maximum>(back.For).With<Minimum>(back.For)
            .With<Add>(ContributionRules.NormOfSum(stabilizer)).With<BroadcastAdd>(norm).With<Subtract>(norm)
            .With<AveragePool>(norm).With<AdaptiveAveragePool>(norm).With<LpPool>(norm).With<Resample>(norm)
            .With<AxisReduction>((record, relevance) => record.Layer.Operation is AxisReduction { IsHomogeneous: true } ? norm(record, relevance) : euler(record, relevance))
            .With<Multiply>(ContributionRules.SignalTakesAll(architecture)).With<Divide>(ContributionRules.SignalTakesAll(architecture));
    }

    /// <summary>A rule that is another table's for the layer, whatever it is.</summary>
    internal static RuleTable With<T>(this RuleTable table, Func<Layer, BackwardRule> rule)
        where T : Operation => table.With<T>((record, relevance) => rule(record.Layer)(record, relevance));
}
