namespace VizBench.Networks.Walks;

/// <summary>How a signal goes from a layer's output to its inputs: one tensor for each input, of its shape.</summary>
public delegate IReadOnlyList<Tensor> BackwardRule(LayerRecord record, Tensor signal);

/// <summary>
/// A backward method as data: operation type → rule. Tables derive from one another by <see cref="With{T}"/>, so that
/// guided backpropagation, say, is the gradient's table with another rule for ReLU.
/// </summary>
public sealed class RuleTable
{
    private readonly Dictionary<Type, BackwardRule> _rules;
    private readonly BackwardRule? _otherwise;

    private RuleTable(string name, Dictionary<Type, BackwardRule> rules, BackwardRule? otherwise) =>
        (Name, _rules, _otherwise) = (name, rules, otherwise);

    /// <summary>The method's name, for messages.</summary>
    public string Name { get; }

    public static RuleTable Empty(string name) => new(name, [], null);

    /// <summary>The same table with the rule for one operation set.</summary>
    public RuleTable With<T>(BackwardRule rule)
        where T : Operation => new(Name, new Dictionary<Type, BackwardRule>(_rules) { [typeof(T)] = rule }, _otherwise);

    /// <summary>The same table with a rule for every operation that it doesn't name.</summary>
    public RuleTable Otherwise(BackwardRule rule) => new(Name, _rules, rule);

    /// <summary>The same rules under another name.</summary>
    public RuleTable Named(string name) => new(name, _rules, _otherwise);

    /// <exception cref="UserError">the method has no rule for such a layer</exception>
    public BackwardRule For(Layer layer) => _rules.TryGetValue(layer.Operation.GetType(), out var rule)
        ? rule
        : _otherwise ?? throw new UserError($"{Name} has no rule for layer '{layer.Name}' ({layer.Operation.GetType().Name}); choose another method for this network");
}
