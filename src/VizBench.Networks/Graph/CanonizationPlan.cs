namespace VizBench.Networks;

/// <summary>What <see cref="Canonization"/> does to a network: which layers go into which.</summary>
internal sealed class CanonizationPlan
{
    private readonly Network _network;
    private readonly Architecture _architecture;
    private readonly IReadOnlyList<Layer> _needed;
    private readonly Dictionary<string, int> _readers;
    private readonly Dictionary<string, List<AffineStep>> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Extent> _padding = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);

    private CanonizationPlan(Network network)
    {
        (_network, _architecture) = (network, network.Architecture);
        _needed = Needed(_architecture);
        _readers = _needed.SelectMany(layer => layer.Inputs).CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    internal bool IsEmpty => _dropped.Count == 0;

    /// <summary>The layers that stay, as they are in the original.</summary>
    internal IEnumerable<Layer> Layers => _needed.Where(layer => !_dropped.Contains(layer.Name));

    /// <param name="network">its parameters decide too: a factor given for every position may be the same at all of them</param>
    internal static CanonizationPlan Of(Network network)
    {
        var plan = new CanonizationPlan(network);
        foreach (var layer in plan._needed)
        {
            if (plan.IsAffine(layer))
                plan.TryMerge(layer);
            else if (layer.Operation is Convolution)
                plan.TryPad(layer);
        }

        return plan;
    }

    /// <summary>The layer that gives the value of a layer of the original.</summary>
    internal string Current(string name) => _current.GetValueOrDefault(name) ?? name;

    /// <summary>The names of what was merged into the layer, or is computed by it now.</summary>
    internal IEnumerable<string> AliasesOf(string name) => _aliases.GetValueOrDefault(name) ?? [];

    /// <summary>What is done to a layer's output by layers that are merged into it; of a linear layer, each part is of shape (outputs).</summary>
    internal IReadOnlyList<AffineStep> StepsInto(string name) => _steps.GetValueOrDefault(name) ?? [];

    /// <summary>The layer with the padding that lay before it.</summary>
    internal Layer WithPadding(Layer layer) => _padding.TryGetValue(layer.Name, out var padding) && layer.Operation is Convolution convolution
        ? layer with { Operation = convolution with { Padding = new Extent(convolution.Padding.Height + padding.Height, convolution.Padding.Width + padding.Width) } }
        : layer;

    private static Layer[] Needed(Architecture architecture)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { architecture.Output.Name };
        foreach (var layer in architecture.Layers.Reverse().Where(layer => needed.Contains(layer.Name)))
            needed.UnionWith(layer.Inputs);
        return [.. architecture.Layers.Where(layer => needed.Contains(layer.Name))];
    }

    private bool IsAffine(Layer layer) => AffineStep.Describes(layer.Operation, _architecture.ShapeOf(layer.Inputs[0]), _architecture.ShapeOf(layer.Name));

    private bool IsReadOnce(string name) => _readers[name] == 1 && _architecture.Has(name);

    private void TryMerge(Layer layer)
    {
        var targets = new List<Target>();
        if (!Reach(layer.Inputs[0], values => values, targets))
            return;
        var steps = AffineStep.Of(layer.Operation, _network.ParametersOf(layer.Name), _architecture.ShapeOf(layer.Name), _network.device);
        var merged = targets.ConvertAll(target => steps.Select(step => step.Mapped(values => Fitted(target, values))).ToArray());
        if (merged.Exists(parts => parts.Contains(null)))
            return;
        foreach (var (target, parts) in targets.Zip(merged))
        {
            if (!_steps.TryGetValue(target.Layer.Name, out var all))
                _steps[target.Layer.Name] = all = [];
            all.AddRange(parts!);
        }

        var now = Current(layer.Inputs[0]);
        if (!_aliases.TryGetValue(now, out var aliases))
            _aliases[now] = aliases = [];
        aliases.AddRange([layer.Name, .. layer.Aliases]);
        _current[layer.Name] = now;
        _dropped.Add(layer.Name);
    }

    private void TryPad(Layer convolution)
    {
        var name = convolution.Inputs[0];
        if (!IsReadOnce(name) || _architecture.LayerNamed(name) is not { Operation: Pad { Value: 0, ChannelsBefore: 0, ChannelsAfter: 0 } pad } layer)
            return;
        if (pad.Before != pad.After || Math.Min(pad.Before.Height, pad.Before.Width) < 0)
            return;
        _padding[convolution.Name] = pad.Before;
        _current[name] = Current(layer.Inputs[0]);
        _dropped.Add(name);
    }

    /// <summary>Finds the layers that make the values of one, if nobody else reads what lies on the way, and all of them can be scaled and shifted.</summary>
    /// <param name="back">from values of the shape of the layer's output to those of where the search began</param>
    private bool Reach(string name, Func<Tensor, Tensor> back, List<Target> targets)
    {
        if (!IsReadOnce(name))
            return false;
        var layer = _architecture.LayerNamed(name);
        switch (layer.Operation)
        {
            case var operation when LinearOperations.Includes(operation):
                targets.Add(new Target(layer, back));
                return true;
            case var _ when IsAffine(layer):
                if (_dropped.Contains(name))
                    return Reach(layer.Inputs[0], back, targets);
                targets.Add(new Target(layer, back));
                return true;
            case Dropout:
                return Reach(layer.Inputs[0], back, targets);
            case Reshape or Flatten:
                var (from, to) = (_architecture.ShapeOf(name), _architecture.ShapeOf(layer.Inputs[0]));
                return Reach(layer.Inputs[0], values => back(values).expand(from).reshape(to), targets);
            case Transpose transpose:
                var order = Enumerable.Range(0, transpose.Order.Count).OrderBy(axis => transpose.Order[axis]).Select(axis => (long)axis).ToArray();
                return Reach(layer.Inputs[0], values => back(values).permute(order), targets);
            case Concat:
                var start = 0L;
                foreach (var input in layer.Inputs)
                {
                    var (first, channels) = (start, _architecture.ShapeOf(input)[0]);
                    start += channels;
                    if (!Reach(input, values => back(values) is var all && all.shape[0] == 1 ? all : all.narrow(0, first, channels), targets))
                        return false;
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>Values as the target needs them: of a linear layer one for each output; null where they differ from position to position.</summary>
    private Tensor? Fitted(Target target, Tensor values)
    {
        values = target.Back(values);
        if (!LinearOperations.Includes(target.Layer.Operation))
            return values;
        var axis = LinearOperations.AxisOf(target.Layer.Operation, _architecture.ShapeOf(target.Layer.Name));
        for (var other = 0; other < values.shape.Length; other++)
        {
            if (other == axis || values.shape[other] == 1)
                continue;
            var first = values.narrow(other, 0, 1);
            if (!values.eq(first).all().item<bool>())
                return null;
            values = first;
        }

        return values.reshape(-1).expand([LinearOperations.OutputsOf(target.Layer.Operation)]);
    }

    private sealed record Target(Layer Layer, Func<Tensor, Tensor> Back);
}
