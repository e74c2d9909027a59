namespace VizBench.Networks.Onnx;

/// <summary>
/// Finds the logits behind a graph's end. An end of softmax or sigmoid is found under what leaves probabilities as they are: changes of
/// shape, a clip to about 0 … 1, a factor of 1, the exponential of a log-softmax. Sigmoids may also be joined, picked from, or
/// subtracted from 1: then so are their logits.
/// </summary>
internal sealed class ProbabilityEnd(LayerList layers)
{
    /// <summary>How far from 0 and 1 the bounds of a clip of probabilities may lie; Keras clips to 1e-7 and 1 − 1e-7.</summary>
    private const double ClipMargin = 1e-3;

    /// <param name="output">the layer of the graph's output</param>
    /// <returns>the layer of the logits, and what makes probabilities of them; null where the end is no probability</returns>
    internal (string Logits, ClassProbability Kind)? Of(string output)
    {
        var layer = Peeled(output);
        if (layer is { Operation: Exponential } && Peeled(layer.Inputs[0]) is { Operation: LogSoftmax } logarithms)
            layer = logarithms;
        if (layer is { Operation: Softmax or LogSoftmax } && IsOverClasses(layer.Inputs[0]))
            return (layer.Inputs[0], layers.ShapeOf(layer.Inputs[0])![0] == 1 ? ClassProbability.Sigmoid : ClassProbability.Softmax);
        return SigmoidsOf(output) is { } logits ? (logits, ClassProbability.Sigmoid) : null;
    }

    /// <summary>The layer whose sigmoid a layer is; null where it is none.</summary>
    private string? SigmoidsOf(string name)
    {
        if (Peeled(name) is not { } layer || !layer.Inputs.All(IsOverClasses))
            return null;
        switch (layer.Operation)
        {
            case Sigmoid:
                return layer.Inputs[0];
            // 1 / (1 + e^−z).
            case Power { Exponent: -1 } when Peeled(layer.Inputs[0]) is { Operation: Affine { Factor: 1, Offset: 1 } } sum
                && Peeled(sum.Inputs[0]) is { Operation: Exponential } power && Peeled(power.Inputs[0]) is { Operation: Affine { Factor: -1, Offset: 0 } } negated:
                return negated.Inputs[0];
            // 1 − σ(z) = σ(−z).
            case Affine { Factor: -1, Offset: 1 } when SigmoidsOf(layer.Inputs[0]) is { } logits:
                return Added(layer, new Affine(-1, 0), [logits]);
            case Concat { Axis: 0 } or Gather { Axis: 0 } or Slice { Axis: 0 }:
                var parts = layer.Inputs.Select(SigmoidsOf).ToArray();
                // Of other ranks they would not lie side by side.
                return parts.Contains(null) || parts.Zip(layer.Inputs).Any(pair => layers.ShapeOf(pair.First!)!.Length != layers.ShapeOf(pair.Second)!.Length)
                    ? null
                    : Added(layer, layer.Operation, [.. parts.OfType<string>()]);
            default:
                return null;
        }
    }

    private string Added(Layer probabilities, Operation operation, IReadOnlyList<string> logits) => layers.Add($"{probabilities.Name}.logits", operation, logits, null).Layer;

    /// <summary>The layer under what leaves probabilities as they are; null for the input.</summary>
    private Layer? Peeled(string name)
    {
        var layer = layers.Find(name);
        while (layer is { Operation: Flatten or Reshape or Transpose or Dropout or Affine { Factor: 1, Offset: 0 } or Clip { Low: <= ClipMargin, High: >= 1 - ClipMargin } })
            layer = layers.Find(layer.Inputs[0]);
        return layer;
    }

    /// <summary>Whether a layer's output is one number for each class, not for each position.</summary>
    private bool IsOverClasses(string name) => layers.ShapeOf(name) is [_, .. var positions] && positions.All(size => size == 1);
}
