namespace VizBench.Networks;

/// <summary>The parameters of one layer, by role.</summary>
public sealed class LayerParameters(IReadOnlyDictionary<string, Tensor> byRole)
{
    private readonly Lock _once = new();
    private Tensor? _positive;
    private Tensor? _negative;

    public static LayerParameters None { get; } = new(new Dictionary<string, Tensor>(StringComparer.Ordinal));

    public Tensor Weight => byRole["weight"];

    public Tensor? Bias => byRole.GetValueOrDefault("bias");

    /// <summary>
    /// W⁺, made once and kept for as long as the parameters: making it reads and writes as much memory as the layer has weights, which
    /// for a fully connected layer is as much work as running it.
    /// </summary>
    public Tensor PositiveWeight => Once(ref _positive, () => Weight.detach().clamp(min: 0));

    /// <summary>W⁻, kept like <see cref="PositiveWeight"/>.</summary>
    public Tensor NegativeWeight => Once(ref _negative, () => Weight.detach().clamp(max: 0));

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

    /// <summary>Lets go of what was made of the weights: when they have changed, and at the end.</summary>
    internal void Forget()
    {
        lock (_once)
        {
            _positive?.Dispose();
            _negative?.Dispose();
            (_positive, _negative) = (null, null);
        }
    }

    private Tensor Once(ref Tensor? kept, Func<Tensor> make)
    {
        lock (_once)
        {
            if (kept is null)
            {
                kept = make();
                kept.DetachFromDisposeScope();
            }

            return kept;
        }
    }
}
