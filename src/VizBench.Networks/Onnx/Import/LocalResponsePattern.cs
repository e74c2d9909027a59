namespace VizBench.Networks.Onnx;

/// <summary>
/// PyTorch's exporter has no LRN: it writes nn.LocalResponseNorm as the arithmetic that it is, x / (k + α · mean of x² over neighboring
/// channels)^β, the mean by a pooling over channels. Found among the layers, it becomes the one layer that methods have rules for.
/// </summary>
internal static class LocalResponsePattern
{
    /// <summary>The layers with each such group replaced by its one layer, which has the quotient's name.</summary>
    /// <param name="kept">names of layers that must stay: the graph's outputs</param>
    internal static IReadOnlyList<Layer> Found(IReadOnlyList<Layer> layers, Func<string, long[]?> shapeOf, IReadOnlySet<string> kept)
    {
        if (!layers.Any(layer => layer.Operation is Divide))
            return layers;
        var byName = layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
        var readers = layers.SelectMany(layer => layer.Inputs.Distinct(StringComparer.Ordinal)).CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var replaced = new Dictionary<string, Layer>(StringComparer.Ordinal);
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in layers.Where(layer => layer.Operation is Divide))
        {
            var walk = new Walk(byName, readers, kept, shapeOf);
            if (walk.Norm(layer) is not { } norm)
                continue;
            replaced[layer.Name] = layer with { Operation = norm, Inputs = [layer.Inputs[0]] };
            gone.UnionWith(walk.Passed);
        }

        return replaced.Count == 0 ? layers : [.. layers.Where(layer => !gone.Contains(layer.Name)).Select(layer => replaced.GetValueOrDefault(layer.Name) ?? layer)];
    }

    /// <summary>From a quotient back to its numerator.</summary>
    private sealed class Walk(
        IReadOnlyDictionary<string, Layer> byName, IReadOnlyDictionary<string, int> readers, IReadOnlySet<string> kept, Func<string, long[]?> shapeOf)
    {
        private Layer? _at;

        /// <summary>The layers that are parts of the norm.</summary>
        internal List<string> Passed { get; } = [];

        internal LocalResponseNorm? Norm(Layer quotient)
        {
            var source = quotient.Inputs[0];
            if (shapeOf(source) is not [_, _, _])
                return null;
            Go(quotient.Inputs[1]);
            var beta = Take<Power>()?.Exponent ?? (Take<SquareRoot>() is not null ? 0.5 : 1);
            // α · mean + k: one layer or two.
            var (factor, offset) = (1.0, 0.0);
            while (Take<Affine>() is { } affine)
                (factor, offset) = (factor * affine.Factor, offset + factor * affine.Offset);
            SkipReshapes();
            if (Take<AveragePool>() is not { Kernel: (var size, 1), Stride: (1, 1), Padding: (0, 0) })
                return null;
            SkipReshapes();
            var (before, after) = Take<Pad>() is { Value: 0, Before: (0, 0), After: (0, 0) } pad ? (pad.ChannelsBefore, pad.ChannelsAfter) : (0, 0);
            SkipReshapes();
            var isSquare = _at is { Operation: Multiply, Inputs: [var left, var right] } && string.Equals(left, source, StringComparison.Ordinal) && string.Equals(right, source, StringComparison.Ordinal)
                || _at is { Operation: Power { Exponent: 2 }, Inputs: [var only] } && string.Equals(only, source, StringComparison.Ordinal);
            if (!isSquare || before + after != size - 1 || Math.Abs(before - after) > 1)
                return null;
            Passed.Add(_at!.Name);
            return new LocalResponseNorm(size) { Alpha = factor, Beta = beta, K = offset, IsShifted = after > before };
        }

        private T? Take<T>()
            where T : Operation
        {
            if (_at?.Operation is not T operation)
                return null;
            Passed.Add(_at.Name);
            Go(_at.Inputs[0]);
            return operation;
        }

        private void SkipReshapes()
        {
            while (Take<Reshape>() is not null)
            {
            }
        }

        // Only what nobody else reads may go.
        private void Go(string name) => _at = readers.GetValueOrDefault(name) == 1 && !kept.Contains(name) ? byName.GetValueOrDefault(name) : null;
    }
}
