namespace VizBench.Networks;

/// <summary>The parameters of one layer, by role.</summary>
public sealed class LayerParameters(IReadOnlyDictionary<string, Tensor> byRole)
{
    public static LayerParameters None { get; } = new(new Dictionary<string, Tensor>(StringComparer.Ordinal));

    public Tensor Weight => byRole["weight"];

    public Tensor? Bias => byRole.GetValueOrDefault("bias");

    public Tensor this[string role] => byRole[role];

    /// <summary>The same parameters with some replaced: what a relevance rule does to weights and biases.</summary>
    public LayerParameters With(Tensor weight, Tensor? bias)
    {
        var changed = new Dictionary<string, Tensor>(byRole, StringComparer.Ordinal) { ["weight"] = weight };
        changed.Remove("bias");
        if (bias is not null)
            changed["bias"] = bias;
        return new LayerParameters(changed);
    }
}
