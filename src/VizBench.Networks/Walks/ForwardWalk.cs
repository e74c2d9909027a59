namespace VizBench.Networks.Walks;

/// <summary>
/// Runs a network layer by layer. It computes only what the wanted layers need and stops at the last of them; differentiable
/// by autograd where the caller records gradients.
/// </summary>
public static class ForwardWalk
{
    /// <summary>The logits, (N, classes).</summary>
    /// <param name="input">(N, C, H, W), normalised, in the network's precision and on its device</param>
    public static Tensor Logits(Network network, Tensor input) => Outputs(network, input, [network.Architecture.Output.Name])[0];

    /// <summary>The outputs of the named layers, in the order in which they are named. Owned by the caller's dispose scope.</summary>
    /// <param name="input">(N, C, H, W), normalised, in the network's precision and on its device</param>
    /// <exception cref="UserError">a layer that the network doesn't have, or an input that the network can't take</exception>
    public static IReadOnlyList<Tensor> Outputs(
        Network network, Tensor input, IReadOnlyList<string> layers, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        layers = [.. layers.Select(network.Architecture.NameOf)];
        var values = Run(network, input, layers, null, cancellation);
        // A layer may be named twice, and the input itself may be asked for: each result is a handle of its own.
        return layers.Select(name => values[name].alias().MoveToOuterDisposeScope()).ToArray();
    }

    /// <summary>
    /// A layer's output, cut off from what made it, and the logits computed from it: where the caller records gradients,
    /// differentiable by that output, over everything that reads it. What lies before keeps no activations.
    /// </summary>
    /// <param name="input">(N, C, H, W), normalised, in the network's precision and on its device</param>
    /// <returns>(N, C, h, w) or (N, features), and (N, classes); owned by the caller's dispose scope</returns>
    /// <exception cref="UserError">a layer that the network doesn't have, or an input that the network can't take</exception>
    public static (Tensor Output, Tensor Logits) FromLayer(Network network, Tensor input, string layer, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var leaf = network.Architecture.LayerNamed(layer).Name;
        var logits = network.Architecture.Output.Name;
        var values = Run(network, input.detach(), [leaf, logits], leaf, cancellation);
        return (values[leaf].MoveToOuterDisposeScope(), values[logits].alias().MoveToOuterDisposeScope());
    }

    /// <summary>The logits, (N, classes), that follow from a layer's output; what doesn't come from it is computed from the input. Owned by the caller's dispose scope.</summary>
    /// <param name="input">(N, C, H, W), normalised, in the network's precision and on its device</param>
    /// <param name="output">of the layer, in the shape that it has for this input; not changed</param>
    /// <exception cref="UserError">a layer that the network doesn't have, or an input that the network can't take</exception>
    public static Tensor LogitsAfter(Network network, Tensor input, string layer, Tensor output, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var logits = network.Architecture.Output.Name;
        return Run(network, input, [logits], null, cancellation, (network.Architecture.LayerNamed(layer).Name, output))[logits].alias().MoveToOuterDisposeScope();
    }

    /// <param name="layers">by their own names</param>
    /// <param name="leaf">one of them, whose output becomes the start of the recorded graph; null: none</param>
    /// <param name="given">a layer whose output is there already; null: none</param>
    private static Dictionary<string, Tensor> Run(Network network, Tensor input, IReadOnlyList<string> layers, string? leaf, CancellationToken cancellation, (string Layer, Tensor Output)? given = null)
    {
        InputShape.Check(network.Architecture, input);
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Architecture.InputName] = input };
        if (given is { } known)
            values[known.Layer] = known.Output;
        foreach (var step in WalkPlan.For(network.Architecture, layers, given?.Layer).Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            Run(network, step, values);
            if (leaf is not null && string.Equals(step.Layer.Name, leaf, StringComparison.Ordinal))
                values[leaf] = values[leaf].detach().requires_grad_();
        }

        return values;
    }

    private static void Run(Network network, WalkPlan.Step step, Dictionary<string, Tensor> values)
    {
        if (step.Overwrites)
        {
            values.Remove(step.Layer.Inputs[0], out var overwritten);
            values[step.Layer.Name] = nn.functional.relu(overwritten!, inplace: true);
            return;
        }

        var inputs = Array.ConvertAll(step.Layer.Inputs.ToArray(), name => values[name]);
        values[step.Layer.Name] = step.Layer.Operation.Forward(inputs, network.ParametersOf(step.Layer.Name));
        foreach (var name in step.NoLongerNeeded)
        {
            // Frees memory early; a recorded graph keeps for itself what its backward pass needs.
            values[name].Dispose();
            values.Remove(name);
        }
    }
}
