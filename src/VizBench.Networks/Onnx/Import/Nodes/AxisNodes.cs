namespace VizBench.Networks.Onnx;

/// <summary>Operators that join tensors along an axis, or take entries of one.</summary>
internal static class AxisNodes
{
    private const long MaxEntries = 1 << 22;

    internal static void Concat(NodeImport node)
    {
        var axis = node.Integer("axis", 1);
        if (node.IsConstant)
        {
            var parts = Enumerable.Range(0, node.InputCount).Select(node.Known).ToArray();
            if (parts.Length == 0)
                throw node.Refuse("joins nothing");
            node.Return(Folding.Joined(node, parts, Counted(node, axis, parts[0].Shape.Length)));
            return;
        }

        var inputs = Enumerable.Range(0, node.InputCount).Select(node.Activation).ToArray();
        node.BecomeElementwise(new Concat { Axis = node.SampleAxis(axis, inputs[0].Rank) }, inputs);
    }

    internal static void Split(NodeImport node)
    {
        var input = node.Activation(0);
        var axis = node.SampleAxis(node.Integer("axis", 0), input.Rank);
        var outputs = node.Node.Outputs;
        var lengths = node.Opset < 13 ? node.IntegersOf("split") : node.Has(1) ? node.Integers(1) : null;
        var each = (input.Shape[axis] + outputs.Count - 1) / outputs.Count;
        lengths ??= [.. outputs.Select((_, i) => Math.Min(each, input.Shape[axis] - i * each))];
        if (lengths.Length != outputs.Count || lengths.Any(length => length < 1 || length > input.Shape[axis]) || lengths.Sum() != input.Shape[axis])
            throw node.Refuse($"splits {input.Shape[axis]} entries into ({string.Join(", ", lengths)}) for {outputs.Count} outputs");
        var start = 0L;
        for (var i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].Length > 0)
                node.Return(Cut(node, outputs[i], input, axis, start, lengths[i]), i);
            start += lengths[i];
        }
    }

    internal static void Slice(NodeImport node)
    {
        var (starts, ends) = node.Opset < 10
            ? (node.IntegersOf("starts") ?? [], node.IntegersOf("ends") ?? [])
            : (node.Integers(1), node.Integers(2));
        var axes = node.Opset < 10 ? node.IntegersOf("axes") : node.Has(3) ? node.Integers(3) : null;
        var steps = node.Opset >= 10 && node.Has(4) ? node.Integers(4) : null;
        axes ??= [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        steps ??= [.. starts.Select(_ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || starts.Length == 0)
            throw node.Refuse($"names {starts.Length} starts, {ends.Length} ends, {axes.Length} axes and {steps.Length} steps");
        if (node.IsConstant)
            SliceConstant(node, starts, ends, axes, steps);
        else
            SliceActivation(node, starts, ends, axes, steps);
    }

    internal static void Gather(NodeImport node)
    {
        var axis = node.Integer("axis", 0);
        var indices = node.Known(1);
        if (indices.Shape.Length > 1)
            throw node.Refuse($"takes entries by indices of shape ({string.Join(", ", indices.Shape)}); only one index and lists of them are supported");
        var chosen = node.Integers(1);
        if (node.IsConstant)
        {
            var known = node.Known(0);
            var at = Counted(node, axis, known.Shape.Length);
            var resolved = Resolved(node, chosen, known.Shape[at]);
            node.Return(Folding.Take(node, known, at, resolved, [.. known.Shape[..at], .. indices.Shape, .. known.Shape[(at + 1)..]]));
            return;
        }

        var input = node.Activation(0);
        var sample = node.SampleAxis(axis, input.Rank);
        var entries = Resolved(node, chosen, input.Shape[sample]);
        if (indices.Shape.Length == 1)
        {
            node.Return(node.Final(Chosen(node, node.Name, input, sample, entries)));
            return;
        }

        // One index takes its axis away.
        var cut = Cut(node, $"{node.Name}.slice", input, sample, entries[0], 1);
        long[] shape = [.. input.Shape[..sample], .. input.Shape[(sample + 1)..]];
        ShapeNodes.BecomeReshaped(node, cut, shape.Length > 0 ? shape : [1], Without(input.Axes, sample));
    }

    private static void SliceConstant(NodeImport node, long[] starts, long[] ends, long[] axes, long[] steps)
    {
        var known = node.Known(0);
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = Counted(node, axes[i], known.Shape.Length);
            var entries = Range(node, starts[i], ends[i], steps[i], known.Shape[axis]);
            known = Folding.Take(node, known, axis, entries, [.. known.Shape[..axis], entries.Length, .. known.Shape[(axis + 1)..]]);
        }

        node.Return(known);
    }

    private static void SliceActivation(NodeImport node, long[] starts, long[] ends, long[] axes, long[] steps)
    {
        var value = node.Activation(0);
        var last = axes.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            var axis = axes[i] < 0 ? axes[i] + value.Rank : axes[i];
            if (axis == 0 && starts[i] == 0 && ends[i] >= int.MaxValue && steps[i] == 1)
            {
                // The whole batch; the last one still gives the output its name.
                if (i == last)
                    node.PassThrough(value);
                continue;
            }

            var sample = node.SampleAxis(axis, value.Rank);
            var entries = Range(node, starts[i], ends[i], steps[i], value.Shape[sample]);
            var all = entries.Length == value.Shape[sample] && steps[i] == 1;
            if (i == last && all)
                node.PassThrough(value);
            else if (!all)
                value = Chosen(node, i == last ? node.Name : $"{node.Name}.{i}", value, sample, entries);
            if (i == last && !all)
                node.Return(node.Final(value));
        }
    }

    private static Activation Chosen(NodeImport node, string name, Activation input, int axis, long[] entries)
    {
        if (entries.Length == 0)
            throw node.Refuse("takes no entries");
        if (entries.Zip(entries.Skip(1), (a, b) => b - a).All(step => step == 1))
            return Cut(node, name, input, axis, entries[0], entries.Length);
        var operation = new Gather(axis, entries) { IsSpatial = IsSpatial(input, axis) };
        return node.Layers.Add(name, operation, [input.Layer], null) with { Axes = input.Axes };
    }

    private static Activation Cut(NodeImport node, string name, Activation input, int axis, long start, long length)
    {
        var shift = input.Axes switch
        {
            { } axes when axes.Rows == axis => new ReceptiveWindow(1, 1, new Extent(-start, 0), 1),
            { } axes when axes.Columns == axis => new ReceptiveWindow(1, 1, new Extent(0, -start), 1),
            _ => ReceptiveWindow.Point,
        };
        return node.Layers.Add(name, new Slice(axis, start, length) { Shift = shift }, [input.Layer], null) with { Axes = input.Axes };
    }

    // As Python slices: bounds beyond the ends are the ends.
    private static long[] Range(NodeImport node, long start, long end, long step, long length)
    {
        if (step == 0)
            throw node.Refuse("steps by 0");
        var (low, high) = step > 0 ? (0L, length) : (-1L, length - 1);
        start = Math.Clamp(start < 0 ? start + length : start, step > 0 ? 0 : -1, high);
        end = Math.Clamp(end < 0 ? Math.Max(end, -length - 1) + length : end, low, high);
        var span = step > 0 ? end - start : start - end;
        var size = step > 0 ? step : step == long.MinValue ? long.MaxValue : -step;
        var count = span <= 0 ? 0 : (span - 1) / size + 1;
        if (count > MaxEntries)
            throw node.Refuse($"takes {count} entries; at most {MaxEntries} are supported");
        var entries = new long[count];
        for (var i = 0L; i < count; i++)
            entries[i] = start + i * step;
        return entries;
    }

    private static long[] Resolved(NodeImport node, long[] indices, long length) => Array.ConvertAll(indices, index => index >= -length && index < length
        ? index < 0 ? index + length : index
        : throw node.Refuse($"takes entry {index} of {length}"));

    private static bool IsSpatial(Activation input, int axis) => input.Axes is { } axes && (axes.Rows == axis || axes.Columns == axis);

    private static SpatialAxes? Without(SpatialAxes? axes, int removed) => axes is { } both && both.Rows != removed && both.Columns != removed
        ? new SpatialAxes(both.Rows - (removed < both.Rows ? 1 : 0), both.Columns - (removed < both.Columns ? 1 : 0))
        : null;

    private static int Counted(NodeImport node, long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw node.Refuse($"has no axis {axis}: there are {rank}");
}
