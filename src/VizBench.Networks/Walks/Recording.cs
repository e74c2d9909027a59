namespace VizBench.Networks.Walks;

/// <summary>
/// A forward pass that kept what a backward walk needs: each layer's inputs and output, the switches of its max-pools, and a
/// piece of autograd graph that spans that one layer. The pieces are cut from one another, so that a rule may send any
/// signal through a layer and use the layer's own transposed kernel for it. Owns its tensors.
/// </summary>
public sealed class Recording : IDisposable
{
    private readonly Dictionary<string, LayerRecord> _records = new(StringComparer.Ordinal);

    private Recording(Network network) => Network = network;

    public Network Network { get; }

    /// <summary>The layers that were run, in order.</summary>
    public IEnumerable<LayerRecord> Records => _records.Values;

    public LayerRecord this[string layer] => _records.TryGetValue(Network.Architecture.NameOf(layer), out var record)
        ? record
        : throw new UserError($"layer '{Network.Architecture.LayerNamed(layer).Name}' was not run in this recording: it lies behind the last wanted layer");

    /// <summary>Runs the network up to a layer.</summary>
    /// <param name="input">(N, C, H, W), normalised, in the network's precision and on its device</param>
    /// <param name="until">the last layer that is needed; the logits where null</param>
    /// <param name="switches">whether max-pools keep their switches</param>
    public static Recording Of(
        Network network, Tensor input, string? until = null, bool switches = false, CancellationToken cancellation = default) =>
        Of(network, input, [until ?? network.Architecture.Output.Name], switches, cancellation);

    /// <summary>Runs what some layers need.</summary>
    /// <param name="input">(N, C, H, W), normalised, in the network's precision and on its device</param>
    /// <param name="wanted">the layers, by name or alias</param>
    /// <param name="switches">whether max-pools keep their switches</param>
    public static Recording Of(
        Network network, Tensor input, IReadOnlyList<string> wanted, bool switches = false, CancellationToken cancellation = default)
    {
        InputShape.Check(network.Architecture, input);
        var recording = new Recording(network);
        try
        {
            recording.Run(input, WalkPlan.For(network.Architecture, wanted), switches, cancellation);
            return recording;
        }
        catch
        {
            recording.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var record in _records.Values)
            record.Dispose();
    }

    private void Run(Tensor input, WalkPlan plan, bool switches, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var outputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Architecture.InputName] = input };
        foreach (var step in plan.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            var record = Run(Network, step.Layer, [.. step.Layer.Inputs.Select(name => outputs[name].detach().requires_grad_())], switches);
            record.DetachFromDisposeScope();
            _records[step.Layer.Name] = record;
            outputs[step.Layer.Name] = record.Output;
        }
    }

    private static LayerRecord Run(Network network, Layer layer, IReadOnlyList<Tensor> inputs, bool switches)
    {
        var parameters = network.ParametersOf(layer.Name);
        if (switches && layer.Operation is MaxPool pool)
        {
            var (output, positions) = pool.ForwardWithSwitches(inputs[0]);
            return new LayerRecord(layer, inputs, output, parameters, positions);
        }

        return new LayerRecord(layer, inputs, layer.Operation.Forward(inputs, parameters), parameters, null);
    }
}
