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
        InputShape.Check(network.Architecture, input);
        layers = [.. layers.Select(network.Architecture.NameOf)];
        var plan = WalkPlan.For(network.Architecture, layers);
        using var scope = NewDisposeScope();
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Architecture.InputName] = input };
        foreach (var step in plan.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step.Overwrites)
            {
                values.Remove(step.Layer.Inputs[0], out var overwritten);
                values[step.Layer.Name] = nn.functional.relu(overwritten!, inplace: true);
                continue;
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

        // A layer may be named twice, and the input itself may be asked for: each result is a handle of its own.
        return layers.Select(name => values[name].alias().MoveToOuterDisposeScope()).ToArray();
    }
}
