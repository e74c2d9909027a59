namespace VizBench.Networks;

/// <summary>
/// Brings a network into the form that relevance rules are stated for, so that relevance follows from the function and not from how a
/// graph spells it. Batch normalization, and scales and shifts by constants, behind a convolution or a linear layer that they alone
/// read are merged into it, chains of any length: w ← w·f, b ← b·f + o for y ← y·f + o. Where no linear layer lies before them, a chain
/// becomes one layer. Padding with zeros that a convolution alone reads becomes the convolution's own.
/// </summary>
/// <remarks>
/// Layers that only rearrange values (dropout, reshapes, transposes, concatenations) may lie between. A factor or an offset that differs
/// from position to position cannot be merged into a convolution, and stays. Computed in float64, whatever the network's precision is.
/// </remarks>
public static class Canonization
{
    /// <summary>
    /// The same function from the input to the output in canonical form. A merged layer keeps its own name and has the names of what
    /// was merged into it as aliases; layers that the output does not depend on are left out.
    /// </summary>
    /// <returns>a network with tensors of its own, to be disposed of, which shares the memory of parameters that did not change; null where there is nothing to merge</returns>
    public static Network? Merged(Network network)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var plan = CanonizationPlan.Of(network);
        if (plan.IsEmpty)
            return null;
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var layers = new List<Layer>();
        foreach (var layer in plan.Layers)
        {
            var reading = layer with { Inputs = [.. layer.Inputs.Select(plan.Current)], Aliases = [.. layer.Aliases, .. plan.AliasesOf(layer.Name)] };
            if (plan.StepsInto(layer.Name) is not { Count: > 0 } steps)
                layers.Add(Keep(network, reading, parameters));
            else if (LinearOperations.Includes(layer.Operation))
                layers.Add(MergeIntoLinear(network, reading, steps, parameters));
            else
                layers.Add(MergeIntoOne(network, reading, steps, parameters));
        }

        var architecture = network.Architecture.With([.. layers.Select(plan.WithPadding)], plan.Current(network.Architecture.Output.Name));
        return new Network(architecture, parameters, network.dtype, network.device);
    }

    private static Layer Keep(Network network, Layer layer, Dictionary<string, Tensor> parameters)
    {
        foreach (var (role, _) in layer.Operation.Parameters)
            parameters.TryAdd(layer.ParameterName(role), network.ParametersOf(layer.Name)[role].alias());
        return layer;
    }

    private static Layer MergeIntoLinear(Network network, Layer layer, IReadOnlyList<AffineStep> steps, Dictionary<string, Tensor> parameters)
    {
        var own = network.ParametersOf(layer.Name);
        var weight = own.Weight.to(ScalarType.Float64);
        var bias = own.Bias?.to(ScalarType.Float64) ?? zeros([LinearOperations.OutputsOf(layer.Operation)], ScalarType.Float64, network.device);
        foreach (var step in steps)
        {
            if (step.Factor is { } factor)
                (weight, bias) = (LinearOperations.Scaled(layer.Operation, weight, factor), bias * factor);
            if (step.Offset is { } offset)
                bias = bias + offset;
        }

        return layer with
        {
            Operation = LinearOperations.WithBias(layer.Operation),
            ParameterNames = Named(layer, parameters, weight.to(network.dtype), bias.to(network.dtype)),
        };
    }

    /// <summary>A chain of scales and shifts as one layer.</summary>
    private static Layer MergeIntoOne(Network network, Layer layer, IReadOnlyList<AffineStep> steps, Dictionary<string, Tensor> parameters)
    {
        var shape = network.Architecture.ShapeOf(layer.Name);
        long[] one = [.. shape.Select(_ => 1L)];
        var (weight, bias) = (ones(one, ScalarType.Float64, network.device), zeros(one, ScalarType.Float64, network.device));
        foreach (var step in AffineStep.Of(layer.Operation, network.ParametersOf(layer.Name), shape, network.device).Concat(steps))
        {
            if (step.Factor is { } factor)
                (weight, bias) = (weight * factor, bias * factor);
            if (step.Offset is { } offset)
                bias = bias + offset;
        }

        var both = Broadcasting.Of([weight.shape, bias.shape]);
        return layer with
        {
            Operation = new ScaleShift(both),
            ParameterNames = Named(layer, parameters, weight.expand(both).contiguous().to(network.dtype), bias.expand(both).contiguous().to(network.dtype)),
        };
    }

    // Names of their own: two layers may share one weight and be merged with different ones.
    private static Dictionary<string, string> Named(Layer layer, Dictionary<string, Tensor> parameters, Tensor weight, Tensor bias)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["weight"] = $"{layer.Name}.merged.weight", ["bias"] = $"{layer.Name}.merged.bias" };
        (parameters[names["weight"]], parameters[names["bias"]]) = (weight, bias);
        return names;
    }
}
