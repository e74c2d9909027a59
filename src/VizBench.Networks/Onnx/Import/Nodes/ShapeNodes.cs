namespace VizBench.Networks.Onnx;

/// <summary>Operators that change a tensor's shape, or read it.</summary>
internal static class ShapeNodes
{
    internal static void Shape(NodeImport node)
    {
        Element[] sizes = node.Input(0) switch
        {
            Activation activation => [Element.Batch, .. activation.Shape.Select(size => new Element(size))],
            _ => [.. node.Constant(0).Shape.Select(size => new Element(size))],
        };
        var (start, end) = (Clamped(node.Integer("start", 0), sizes.Length), Clamped(node.Integer("end", sizes.Length), sizes.Length));
        sizes = start < end ? sizes[start..end] : [];
        node.Return(new Known(node.Name, [sizes.Length], sizes, true));
    }

    internal static void Flatten(NodeImport node)
    {
        var axis = node.Integer("axis", 1);
        if (node.Input(0) is not Activation input)
            throw node.Refuse("flattens a constant, which is not supported");
        if ((axis < 0 ? axis + input.Rank : axis) != 1)
            throw node.Refuse($"flattens from axis {axis}; only axis 1 is supported, so that samples stay apart");
        BecomeReshaped(node, input, [SampleShape.Count(input.Shape)], null);
    }

    internal static void Reshape(NodeImport node)
    {
        var target = node.Known(1);
        var copiesZeros = node.Integer("allowzero", 0) == 0;
        if (node.Input(0) is Activation input)
        {
            var shape = SampleSize(node, input, target.Elements, copiesZeros);
            BecomeReshaped(node, input, shape, AxesIn(input, shape));
            return;
        }

        var old = ShapeOf(node);
        Reshaped(node, Filled(node, [.. node.Integers(1).Select((size, i) => size == 0 && copiesZeros && i < old.Length ? old[i] : size)], SampleShape.Count(old)));
    }

    internal static void Squeeze(NodeImport node)
    {
        var axes = AxesOf(node);
        if (node.Input(0) is Activation input)
        {
            int[] removed = axes is null
                ? [.. Enumerable.Range(0, input.Shape.Length).Where(axis => input.Shape[axis] == 1)]
                : [.. axes.Select(axis => node.SampleAxis(axis, input.Rank))];
            if (removed.Any(axis => input.Shape[axis] != 1))
                throw node.Refuse($"removes an axis of (N, {string.Join(", ", input.Shape)}) that has more than one entry");
            long[] shape = [.. input.Shape.Where((_, axis) => !removed.Contains(axis))];
            BecomeReshaped(node, input, shape.Length > 0 ? shape : [1], AxesIn(input, shape));
            return;
        }

        var old = ShapeOf(node);
        var gone = axes?.Select(axis => Counted(node, axis, old.Length)).ToArray() ?? [.. Enumerable.Range(0, old.Length).Where(axis => old[axis] == 1)];
        if (gone.Any(axis => old[axis] != 1))
            throw node.Refuse("removes an axis that has more than one entry");
        Reshaped(node, [.. old.Where((_, axis) => !gone.Contains(axis))]);
    }

    internal static void Unsqueeze(NodeImport node)
    {
        var axes = AxesOf(node) ?? throw node.Refuse("names no axes");
        if (node.Input(0) is Activation input)
        {
            var rank = input.Rank + axes.Length;
            var shape = Inserted(input.Shape, [.. axes.Select(axis => node.SampleAxis(axis, rank))]);
            BecomeReshaped(node, input, shape, AxesIn(input, shape));
            return;
        }

        var old = ShapeOf(node);
        Reshaped(node, Inserted(old, [.. axes.Select(axis => Counted(node, axis, old.Length + axes.Length))]));
    }

    internal static void Transpose(NodeImport node)
    {
        var given = node.IntegersOf("perm");
        if (node.Input(0) is Activation input)
        {
            long[] order = given ?? [.. Enumerable.Range(0, input.Rank).Reverse().Select(axis => (long)axis)];
            CheckOrder(node, order, input.Rank);
            if (order[0] != 0)
                throw node.Refuse("moves the batch's axis; samples must stay apart");
            int[] sample = [.. order.Skip(1).Select(axis => (int)axis - 1)];
            SpatialAxes? axes = input.Axes is { } both ? new SpatialAxes(Array.IndexOf(sample, both.Rows), Array.IndexOf(sample, both.Columns)) : null;
            node.Return(node.Final(node.Layers.Add(node.Name, new Transpose(sample), [input.Layer], null) with { Axes = axes }));
            return;
        }

        var old = ShapeOf(node);
        var permutation = given ?? [.. Enumerable.Range(0, old.Length).Reverse().Select(axis => (long)axis)];
        CheckOrder(node, permutation, old.Length);
        if (node.Input(0) is Stored stored && permutation is [1, 0])
            node.Return(stored with { Shape = [old[1], old[0]], Transposed = !stored.Transposed });
        else if (node.Input(0) is Uniform uniform)
            node.Return(uniform with { Name = node.Name, Shape = [.. permutation.Select(axis => old[axis])] });
        else
            node.Return(Folding.Transposed(node, node.Known(0), Array.ConvertAll(permutation, axis => (int)axis)));
    }

    internal static void Expand(NodeImport node)
    {
        var target = node.Known(1);
        if (node.Input(0) is not Activation input)
        {
            node.Return(Folding.Expanded(node, LayerList.Checked(node.Integers(1))));
            return;
        }

        var first = target.Elements.Length == input.Rank ? target.Elements[0] : Element.Batch;
        if (target.Elements.Length > input.Rank || !(first.IsBatch || first.Number is 1 or -1 || node.IsStaticBatch(first.Number)) || target.Elements.Skip(1).Any(element => element.IsBatch))
            throw node.Refuse("repeats samples; they must stay apart");
        long[] wanted = [.. target.Elements.TakeLast(Math.Min(target.Elements.Length, input.Shape.Length)).Select(element => element.Number < 0 ? 1 : (long)element.Number)];
        var shape = Broadcasting.Of([input.Shape, SampleShape.Aligned(wanted, input.Shape)]);
        if (shape.AsSpan().SequenceEqual(input.Shape))
            node.PassThrough(input);
        else
            node.BecomeElementwise(new Expand(shape), input);
    }

    /// <summary>Makes the node the plainest layer that gives the shape: none where it is that already, Flatten, or Reshape.</summary>
    /// <param name="axes">where the result has the input's rows and columns; null where they are mixed</param>
    internal static void BecomeReshaped(NodeImport node, Activation input, long[] shape, SpatialAxes? axes)
    {
        if (shape.AsSpan().SequenceEqual(input.Shape))
        {
            node.PassThrough(input with { Axes = axes ?? input.Axes });
            return;
        }

        Operation operation = shape.Length == 1 && axes is null && input.Shape.Length == 3
            ? new Flatten()
            : new Reshape(shape) { KeepsPositions = axes is not null || input.Axes is null };
        node.Return(node.Final(node.Layers.Add(node.Name, operation, [input.Layer], null) with { Axes = axes }));
    }

    /// <summary>
    /// Where rows and columns lie in a new shape of the same values; null where they don't keep an axis of their own. An axis
    /// stays when as many values lie behind it as before, and it is as long.
    /// </summary>
    internal static SpatialAxes? AxesIn(Activation input, long[] shape)
    {
        if (input.Axes is not { } axes)
            return null;
        var (rows, columns) = (Moved(axes.Rows), Moved(axes.Columns));
        return rows >= 0 && columns >= 0 && rows != columns ? new SpatialAxes(rows, columns) : null;

        int Moved(int axis)
        {
            var behind = SampleShape.Count(input.Shape[(axis + 1)..]);
            return Array.FindLastIndex([.. Enumerable.Range(0, shape.Length)], i =>
                shape[i] == input.Shape[axis] && SampleShape.Count(shape[(i + 1)..]) == behind && (shape[i] > 1 || i == shape.Length - input.Shape.Length + axis));
        }
    }

    private static long[] SampleSize(NodeImport node, Activation input, Element[] target, bool copiesZeros)
    {
        // (N): one number for each sample, which keeps an axis here.
        if (target is [var only] && SampleShape.Count(input.Shape) == 1 && (only.IsBatch || only.Number == -1 || node.IsStaticBatch(only.Number)))
            return [1];
        if (target.Length < 2)
            throw node.Refuse($"makes {target.Length} axes of (N, {string.Join(", ", input.Shape)}); samples must stay apart");
        if (target.Skip(1).Any(element => element.IsBatch))
            throw node.Refuse("puts the batch on another axis than the first; samples must stay apart");
        var size = target.Skip(1).Select((element, i) => element.Number == 0 && copiesZeros && i < input.Shape.Length ? input.Shape[i] : (long)element.Number).ToArray();
        var count = SampleShape.Count(input.Shape);
        var first = target[0];
        var keepsBatch = first.IsBatch || first.Number == 0 && copiesZeros || node.IsStaticBatch(first.Number)
            || first.Number == -1 && !size.Contains(-1) && SampleShape.Count(size) == count;
        if (!keepsBatch)
            throw node.Refuse($"makes ({first.Number}, {string.Join(", ", size)}) of (N, {string.Join(", ", input.Shape)}), which mixes samples");
        return Filled(node, size, count);
    }

    // The one entry that is −1 is whatever is left.
    private static long[] Filled(NodeImport node, long[] shape, long count)
    {
        if (shape.Any(size => size < -1) || shape.Count(size => size == -1) > 1)
            throw node.Refuse($"its target shape is ({string.Join(", ", shape)})");
        var others = SampleShape.Count([.. shape.Where(size => size != -1)]);
        var filled = Array.ConvertAll(shape, size => size != -1 ? size : others > 0 ? count / others : 0);
        return SampleShape.Count(filled) == count
            ? filled
            : throw node.Refuse($"makes ({string.Join(", ", shape)}) of {count} values, which don't fill it");
    }

    // Only the shape changes, so that weights stay in the file.
    private static void Reshaped(NodeImport node, long[] shape) => node.Return(node.Input(0) switch
    {
        Stored stored when !stored.Transposed => stored with { Shape = shape },
        Uniform uniform => uniform with { Name = node.Name, Shape = shape },
        _ => node.Known(0) with { Name = node.Name, Shape = shape },
    });

    private static long[] ShapeOf(NodeImport node) => node.Constant(0).Shape;

    private static long[]? AxesOf(NodeImport node)
    {
        if (node.Opset < 13)
            return node.IntegersOf("axes");
        return node.Has(1) ? node.Integers(1) : null;
    }

    private static int Counted(NodeImport node, long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw node.Refuse($"has no axis {axis}: there are {rank}");

    private static long[] Inserted(long[] shape, int[] axes)
    {
        var result = shape.ToList();
        foreach (var axis in axes.Order())
            result.Insert(axis, 1);
        return [.. result];
    }

    private static void CheckOrder(NodeImport node, long[] order, int rank)
    {
        if (!order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(axis => (long)axis)))
            throw node.Refuse($"({string.Join(", ", order)}) is no order of {rank} axes");
    }

    private static int Clamped(long index, int length) => (int)Math.Clamp(index < 0 ? index + length : index, 0, length);
}
