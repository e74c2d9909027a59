namespace VizBench.Networks.Walks;

/// <summary>How a signal goes from a layer's output to its inputs: one tensor for each input, of its shape.</summary>
public delegate IReadOnlyList<Tensor> BackwardRule(LayerRecord record, Tensor signal);

/// <summary>
/// A backward method as data: operation type → rule. Tables derive from one another by <see cref="With{T}"/>, so that
/// guided backpropagation, say, is the gradient's table with another rule for ReLU.
/// </summary>
public sealed class RuleTable
{
    private readonly Dictionary<Type, BackwardRule> _rules = [];
    private readonly Dictionary<string, BackwardRule> _byLayer = new(StringComparer.Ordinal);
    private readonly BackwardRule? _otherwise;

    private RuleTable(string name) => Name = name;

    private RuleTable(RuleTable other, BackwardRule? otherwise = null)
        : this(other.Name)
    {
        _rules = new Dictionary<Type, BackwardRule>(other._rules);
        _byLayer = new Dictionary<string, BackwardRule>(other._byLayer, StringComparer.Ordinal);
        _otherwise = otherwise ?? other._otherwise;
    }

    /// <summary>The method's name, for messages.</summary>
    public string Name { get; private init; }

    public static RuleTable Empty(string name) => new(name);

    /// <summary>The same table with the rule for one operation set.</summary>
    public RuleTable With<T>(BackwardRule rule)
        where T : Operation
    {
        var table = new RuleTable(this);
        table._rules[typeof(T)] = rule;
        return table;
    }

    /// <summary>The same table with a rule for one layer, which goes before that of its operation: the first layer often has one of its own.</summary>
    public RuleTable At(string layer, BackwardRule rule)
    {
        var table = new RuleTable(this);
        table._byLayer[layer] = rule;
        return table;
    }

    /// <summary>The same table with a rule for every operation that it doesn't name.</summary>
    public RuleTable Otherwise(BackwardRule rule) => new(this, rule);

    /// <summary>The same rules under another name.</summary>
    public RuleTable Named(string name) => new(this) { Name = name };

    /// <exception cref="UserError">the method has no rule for such a layer</exception>
    public BackwardRule For(Layer layer) => _byLayer.GetValueOrDefault(layer.Name)
        ?? _rules.GetValueOrDefault(layer.Operation.GetType())
        ?? _otherwise
        ?? throw new UserError($"{Name} has no rule for layer '{layer.Name}' ({layer.Operation.GetType().Name}); choose another method for this network");
}
