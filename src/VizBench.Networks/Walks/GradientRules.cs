namespace VizBench.Networks.Walks;

/// <summary>The gradient as a table of rules: every signal goes through the layer's Jacobian, transposed.</summary>
public static class GradientRules
{
    /// <summary>Equal to autograd on every operation of the product.</summary>
    public static RuleTable Table { get; } = RuleTable.Empty("gradient")
        .Otherwise((record, signal) => record.VectorJacobianProduct(signal)) // ReLU: signal · 1[x > 0], the derivative at 0 is 0
        .With<Add>((record, signal) => [.. record.Inputs.Select(_ => signal)])
        .With<Concat>(Split)
        .With<Flatten>((record, signal) => [signal.reshape(record.Inputs[0].shape)])
        .With<Dropout>((_, signal) => [signal]);

    private static IReadOnlyList<Tensor> Split(LayerRecord record, Tensor signal)
    {
        var (start, axis) = (0L, ((Concat)record.Layer.Operation).Axis + 1);
        var parts = new List<Tensor>();
        foreach (var input in record.Inputs)
        {
            var length = input.shape[axis];
            parts.Add(signal.narrow(axis, start, length));
            start += length;
        }

        return parts;
    }
}
