namespace VizBench.Networks.Onnx;

/// <summary>
/// Normalizes the layout of a network: transposes go through the operations behind them until they cancel, so that layers with
/// rows and columns are (C, H, W) and weights lie as if the network had been exported so. Where an operation is not known to work
/// on other axes, a transpose in front of it stays.
/// </summary>
/// <remarks>
/// A forward pass. For each tensor of the file it knows the layer that holds the values, and by which permutation they are seen
/// (<see cref="View"/>); other permutations than the identity are held of layers known to be (C, H, W), and of their flattened values.
/// </remarks>
internal sealed class ChannelsFirst
{
    private readonly LayerList _old;
    private readonly ILookup<string, Layer> _readers;
    private readonly Dictionary<string, View> _views = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpatialAxes?> _axes = new(StringComparer.Ordinal);

    /// <summary>By layer, the (C, H, W) whose values it holds in the same order, whatever its own shape; null where there is none.</summary>
    private readonly Dictionary<string, long[]?> _maps = new(StringComparer.Ordinal);

    private readonly List<(View View, string Layer)> _written = [];

    /// <param name="old">the file's layers on the file's axes</param>
    /// <param name="input">(C, H, W)</param>
    /// <param name="layout">of the file's input</param>
    private ChannelsFirst(LayerList old, OnnxTensorData data, long[] input, InputLayout layout)
    {
        _old = old;
        _readers = old.Finished.SelectMany(layer => layer.Inputs, (layer, name) => (layer, name)).ToLookup(pair => pair.name, pair => pair.layer, StringComparer.Ordinal);
        Layers = new LayerList(data) { InputShape = input };
        _axes[Architecture.InputName] = SpatialAxes.Standard;
        _views[Architecture.InputName] = View.Of(Architecture.InputName, Architecture.InputName, input) with { Order = layout == InputLayout.ChannelsLast ? [1, 2, 0] : [0, 1, 2] };
    }

    internal LayerList Layers { get; }

    /// <summary>The layers on normalized axes.</summary>
    /// <inheritdoc cref="ChannelsFirst(LayerList, OnnxTensorData, long[], InputLayout)"/>
    internal static ChannelsFirst Of(LayerList old, OnnxTensorData data, long[] input, InputLayout layout)
    {
        var pass = new ChannelsFirst(old, data, input, layout);
        foreach (var layer in old.Finished)
        {
            var view = pass.Through(layer);
            pass._views[layer.Name] = view;
            foreach (var name in layer.Aliases.Prepend(layer.Name))
                pass.Layers.Alias(view.Layer, name);
        }

        return pass;
    }

    /// <summary>The layer that stands for one of the file's: with the same values, on (C, H, W); a vector in the file's own order.</summary>
    internal string LayerOf(string old) => _views[old] is { IsFlattened: true } vector ? Written(vector) : _views[old].Layer;

    private View Through(Layer layer)
    {
        var inputs = layer.Inputs.Select(input => _views[input]).ToArray();
        switch (layer.Operation)
        {
            case Transpose transpose when IsMaps(inputs[0]):
                return inputs[0] with { Name = layer.Name, Order = [.. transpose.Order.Select(axis => inputs[0].Order[axis])] };
            case Flatten or Reshape when Reshaped(layer, inputs[0]) is { } reshaped:
                return reshaped;
        }

        if (inputs.All(input => input.IsIdentity))
            return Added(layer, layer.Operation, inputs, null, inputs[0]);
        if (PermutedOperation.Joins(layer.Operation))
            inputs = Alike(inputs) ?? inputs;
        return inputs.Skip(1).All(input => input.IsLike(inputs[0])) && PermutedOperation.Of(layer.Operation, inputs[0]) is { } permuted
            ? Added(layer, permuted.Operation, inputs, permuted.Parameters, inputs[0])
            : Added(layer, layer.Operation, [.. inputs.Select(Plain)], null, null);
    }

    /// <summary>A change of shape that can do without a transpose; null where it can't.</summary>
    private View? Reshaped(Layer layer, View input)
    {
        long[] to = layer.Operation is Reshape reshape ? [.. reshape.SampleSize] : [SampleShape.Count(input.Factors)];
        if (input.IsFlattened)
            return null;
        if (IsMaps(input) && to.Length == 3 && to.Where(size => size > 1).SequenceEqual(input.Axes.Where(size => size > 1)))
            return input with { Name = layer.Name, Order = OrderOf(to, input) };
        if (input.KeepsValues)
        {
            // One number for each channel: (1, 1, C) is the file's way to write (C, 1, 1).
            if (input.Factors is [> 1 and var channels] && to is [_, _, _] && to[0] != channels && to.Contains(channels))
            {
                var view = Added(layer, new Reshape([channels, 1, 1]), [input], null, null);
                return view with { Order = OrderOf(to, view) };
            }

            return Added(layer, layer.Operation, [View.Of(input.Name, input.Layer, input.Factors)], null, null);
        }

        if (!IsMaps(input) || to.Length != 1)
            return null;
        var flattened = input with { IsFlattened = true };
        return EndsInWeights(layer, flattened)
            ? Added(layer, new Flatten(), [input], null, null) with { Factors = input.Factors, Order = input.Order, IsFlattened = true }
            : null;
    }

    /// <summary>Whether all that reads a vector, at once or behind other operations on its entries, is linear layers, whose weights can be rearranged.</summary>
    private bool EndsInWeights(Layer vector, View flattened)
    {
        var open = new Stack<Layer>([vector]);
        while (open.TryPop(out var layer))
        {
            if (!_readers.Contains(layer.Name))
                return false;
            foreach (var reader in _readers[layer.Name].Where(reader => reader.Operation is not Linear))
            {
                if (PermutedOperation.Joins(reader.Operation) || PermutedOperation.Of(reader.Operation, flattened) is null)
                    return false;
                open.Push(reader);
            }
        }

        return true;
    }

    /// <summary>Where the axes of a shape are on the layer, when it has the tensor's axes but for those of length 1, which are all alike.</summary>
    private static int[] OrderOf(long[] to, View input)
    {
        var longer = new Queue<int>(input.Order.Where(axis => input.Factors[axis] > 1));
        var unit = new Queue<int>(Enumerable.Range(0, input.Factors.Length).Where(axis => input.Factors[axis] == 1));
        return [.. to.Select(size => size > 1 ? longer.Dequeue() : unit.Dequeue())];
    }

    /// <summary>The tensors seen as the largest of those that are seen otherwise than they are; null where they can't be.</summary>
    private View[]? Alike(View[] inputs)
    {
        if (inputs.Any(input => input.IsFlattened || input.Order.Length != inputs[0].Order.Length))
            return null;
        var model = inputs.Where(input => !input.IsIdentity).MaxBy(input => SampleShape.Count(input.Factors))!;
        return [.. inputs.Select(input => input.IsLike(model) ? input : As(model, input))];
    }

    private View As(View model, View input)
    {
        int[] order = [.. model.Inverse.Select(axis => input.Order[axis])];
        var name = Permuted($"{input.Name}.transposed", input, order);
        _axes[name] = SpatialAxes.Standard;
        Layers.Mark(name, AxesMeaning.ChannelsRowsColumns);
        return new View(input.Name, name, Layers.ShapeOf(name)!, model.Order, false);
    }

    private View Plain(View view)
    {
        if (view.IsIdentity)
            return view;
        var layer = Written(view);
        return View.Of(view.Name, layer, Layers.ShapeOf(layer)!);
    }

    /// <summary>A layer that is the tensor as it is in the file, made once.</summary>
    private string Written(View view)
    {
        var index = _written.FindIndex(written => string.Equals(written.View.Layer, view.Layer, StringComparison.Ordinal) && written.View.IsLike(view));
        if (index >= 0)
            return _written[index].Layer;
        var name = Layers.Find(view.Name) is null ? view.Name : $"{view.Name}.transposed";
        var layer = view.IsFlattened
            ? Layers.Add(name, new Gather(0, Indices(view)), [view.Layer], null).Layer
            : Permuted(name, view, view.Order);
        _axes[layer] = view.IsFlattened ? null : new SpatialAxes(Array.IndexOf(view.Order, 1), Array.IndexOf(view.Order, 2));
        Layers.Mark(layer, MeaningOf(layer));
        _written.Add((view, layer));
        return layer;
    }

    /// <summary>A layer's axes in another order; a reshape where that moves no values.</summary>
    private string Permuted(string name, View view, int[] order) => Layers.Add(
        name,
        View.KeepsValuesOf(view.Factors, order) ? new Reshape([.. order.Select(axis => view.Factors[axis])]) { KeepsPositions = true } : new Transpose(order),
        [view.Layer],
        null).Layer;

    /// <summary>For each entry of a flattened tensor, where it is on the layer.</summary>
    private static long[] Indices(View view)
    {
        var (shape, strides) = (view.Axes, new long[view.Order.Length]);
        for (var axis = 0; axis < strides.Length; axis++)
            strides[axis] = SampleShape.Count(view.Factors[(view.Order[axis] + 1)..]);
        var indices = new long[SampleShape.Count(shape)];
        for (var i = 0L; i < indices.Length; i++)
        {
            for (var (axis, left) = (shape.Length - 1, i); axis >= 0; left /= shape[axis], axis--)
                indices[i] += left % shape[axis] * strides[axis];
        }

        return indices;
    }

    /// <param name="rearranged">of parameters, by role; null for none</param>
    /// <param name="seen">an input that is seen as the output is; null: the output is seen as it is</param>
    private View Added(Layer layer, Operation operation, View[] inputs, IReadOnlyDictionary<string, Rearrangement>? rearranged, View? seen)
    {
        var parameters = layer.Operation.Parameters.ToDictionary(
            parameter => parameter.Role,
            parameter => rearranged?.GetValueOrDefault(parameter.Role) is { } how ? _old.ParameterOf(layer, parameter.Role).Rearranged(how) : _old.ParameterOf(layer, parameter.Role),
            StringComparer.Ordinal);
        var added = Layers.Add(layer.Name, operation, [.. inputs.Select(input => input.Layer)], parameters);
        _axes[added.Layer] = AxesBehind(operation, inputs, added.Shape);
        _maps[added.Layer] = MapsIn(added.Layer, operation, inputs, added.Shape);
        Layers.Mark(added.Layer, MeaningOf(added.Layer));
        if (seen is null || seen.IsIdentity)
            return View.Of(layer.Name, added.Layer, added.Shape);
        return operation is Linear
            ? View.Of(layer.Name, added.Layer, added.Shape)
            : seen with { Name = layer.Name, Layer = added.Layer, Factors = seen.IsFlattened ? seen.Factors : added.Shape };
    }

    private SpatialAxes? AxesBehind(Operation operation, View[] inputs, long[] shape)
    {
        var widest = inputs.MaxBy(input => SampleShape.Count(ShapeOf(input.Layer)))!;
        var (before, axes) = (ShapeOf(widest.Layer), _axes[widest.Layer]);
        return operation switch
        {
            Convolution or TransposedConvolution or MaxPool or AveragePool or LpPool or AdaptiveAveragePool or GlobalMaxPool => SpatialAxes.Standard,
            Transpose transpose => axes is { } both ? new SpatialAxes(IndexOf(transpose.Order, both.Rows), IndexOf(transpose.Order, both.Columns)) : null,
            Reshape when before.Length == 1 && shape is [_, 1, 1] => SpatialAxes.Standard,
            // Flattened and unflattened again.
            Reshape when _maps.GetValueOrDefault(widest.Layer) is { } maps && maps.AsSpan().SequenceEqual(shape) => SpatialAxes.Standard,
            Reshape => ShapeNodes.AxesIn(new Activation(widest.Layer, before, axes), shape),
            _ => shape.Length == before.Length ? axes : null,
        };
    }

    private long[]? MapsIn(string layer, Operation operation, View[] inputs, long[] shape)
    {
        if (_axes[layer] == SpatialAxes.Standard && shape.Length == 3)
            return shape;
        var keepsOrder = operation is Reshape or Flatten or Shift or Scale || PermutedOperation.IsElementwise(operation);
        return keepsOrder && SampleShape.Count(ShapeOf(inputs[0].Layer)) == SampleShape.Count(shape) ? _maps.GetValueOrDefault(inputs[0].Layer) : null;
    }

    /// <summary>Whether the layer behind a tensor is known to be (C, H, W).</summary>
    private bool IsMaps(View view) => view is { IsFlattened: false, Order.Length: 3 } && _axes[view.Layer] == SpatialAxes.Standard;

    private long[] ShapeOf(string layer) => Layers.ShapeOf(layer) ?? Layers.InputShape!;

    private AxesMeaning MeaningOf(string layer) => _axes[layer] switch
    {
        null => AxesMeaning.Unknown,
        { } axes when axes == SpatialAxes.Standard => AxesMeaning.ChannelsRowsColumns,
        _ => AxesMeaning.Other,
    };

    private static int IndexOf(IReadOnlyList<int> order, int axis) => Array.IndexOf([.. order], axis);
}
