namespace VizBench.Networks.Onnx;

/// <summary>Arithmetic on values that are known at import: shapes, and constants of the graph.</summary>
internal static class Folding
{
    /// <summary>An operation on each pair of elements of a node's two inputs, shapes broadcast as ONNX broadcasts them.</summary>
    internal static Constant Binary(NodeImport node, Func<double, double, double> combine)
    {
        if (node.OnlyElement(0) is { } first && node.OnlyElement(1) is { } second && (node.Constant(0) is Uniform || node.Constant(1) is Uniform))
        {
            var isInteger = node.IsInteger(0) && node.IsInteger(1);
            return new Uniform(node.Name, BroadcastShape(node.Constant(0), node.Constant(1)), Combined(node, first, second, combine, isInteger), isInteger);
        }

        return Binary(node, node.Known(0), node.Known(1), combine);
    }

    /// <summary>An operation on each pair of elements of two tensors, shapes broadcast as ONNX broadcasts them.</summary>
    internal static Known Binary(NodeImport node, Known left, Known right, Func<double, double, double> combine)
    {
        var integer = left.IsInteger && right.IsInteger;
        return Broadcast(node, [left, right], integer, elements => Combined(node, elements[0], elements[1], combine, integer));
    }

    /// <summary>An operation on elements of several tensors, shapes broadcast as ONNX broadcasts them.</summary>
    /// <param name="combine">of an array that is used again for the next elements</param>
    internal static Known Broadcast(NodeImport node, Known[] inputs, bool integer, Func<Element[], Element> combine)
    {
        var shape = BroadcastShape(inputs);
        var strides = Array.ConvertAll(inputs, input => Strides(Aligned(input.Shape, shape.Length)));
        var elements = new Element[node.Allowance(shape)];
        var (index, at, taken) = (new long[shape.Length], new long[inputs.Length], new Element[inputs.Length]);
        for (var i = 0; i < elements.Length; i++)
        {
            for (var input = 0; input < inputs.Length; input++)
                taken[input] = inputs[input].Elements[at[input]];
            elements[i] = combine(taken);
            Advance(index, shape, strides, at);
        }

        return new Known(node.Name, shape, elements, integer);
    }

    /// <summary>A node's first input repeated to a shape, as ONNX broadcasts it.</summary>
    internal static Constant Expanded(NodeImport node, long[] wanted)
    {
        var wider = new Uniform(node.Name, wanted, new Element(1), true);
        if (node.OnlyElement(0) is { } element)
            return new Uniform(node.Name, BroadcastShape(node.Constant(0), wider), element, node.IsInteger(0));
        var ones = new Known(node.Name, wanted, [.. Enumerable.Repeat(wider.Element, node.Allowance(wanted))], true);
        return Broadcast(node, [node.Known(0), ones], node.IsInteger(0), elements => elements[0]);
    }

    internal static long[] BroadcastShape(params Constant[] inputs)
    {
        var rank = inputs.Max(input => input.Shape.Length);
        return Broadcasting.Of([.. inputs.Select(input => Aligned(input.Shape, rank))]);
    }

    /// <summary>An operation on each element of a node's first input.</summary>
    internal static Constant Unary(NodeImport node, Func<double, double> map)
    {
        Element Mapped(Element element) => element.IsBatch ? throw node.Refuse("computes with the size of the batch, which is not supported") : new Element(map(element.Number));
        if (node.Constant(0) is Uniform uniform)
            return uniform with { Name = node.Name, Element = Mapped(uniform.Element) };
        var input = node.Known(0);
        node.Allowance(input.Shape);
        return input with { Name = node.Name, Elements = Array.ConvertAll(input.Elements, Mapped) };
    }

    /// <summary>Chosen entries along one axis.</summary>
    internal static Known Take(NodeImport node, Known input, int axis, long[] indices, long[] resultShape)
    {
        var inner = SampleShape.Count(input.Shape[(axis + 1)..]);
        var outer = SampleShape.Count(input.Shape[..axis]);
        var result = new Element[node.Allowance([outer, indices.Length, inner])];
        var at = 0;
        for (var block = 0L; block < outer; block++)
        {
            foreach (var index in indices)
            {
                Array.Copy(input.Elements, (block * input.Shape[axis] + index) * inner, result, at, inner);
                at += (int)inner;
            }
        }

        return new Known(node.Name, resultShape, result, input.IsInteger);
    }

    internal static Known Joined(NodeImport node, IReadOnlyList<Known> inputs, int axis)
    {
        var shape = inputs[0].Shape.ToArray();
        shape[axis] = inputs.Sum(input => input.Shape[axis]);
        if (inputs.Any(input => input.Shape.Length != shape.Length || input.Shape.Where((size, i) => i != axis && size != shape[i]).Any()))
            throw node.Refuse("joins constants whose shapes don't fit");
        var result = new List<Element>(node.Allowance(shape));
        var outer = SampleShape.Count(shape[..axis]);
        for (var block = 0L; block < outer; block++)
        {
            foreach (var input in inputs)
            {
                var length = SampleShape.Count(input.Shape[axis..]);
                result.AddRange(input.Elements.AsSpan((int)(block * length), (int)length));
            }
        }

        return new Known(node.Name, shape, [.. result], inputs.All(input => input.IsInteger));
    }

    internal static Known Transposed(NodeImport node, Known input, int[] order)
    {
        long[] shape = [.. order.Select(axis => input.Shape[axis])];
        var strides = Strides(input.Shape);
        long[][] moved = [[.. order.Select(axis => strides[axis])]];
        var result = new Element[node.Allowance(shape)];
        var (index, at) = (new long[shape.Length], new long[1]);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = input.Elements[at[0]];
            Advance(index, shape, moved, at);
        }

        return new Known(node.Name, shape, result, input.IsInteger);
    }

    /// <summary>A node's first input, a constant, reduced to one number over some axes or all; sizes are computed like this.</summary>
    internal static Known Reduced(NodeImport node, ReductionKind kind, bool axesAreInput)
    {
        var input = node.Known(0);
        var rank = input.Shape.Length;
        var axes = axesAreInput ? node.Has(1) ? node.Integers(1) : [] : node.IntegersOf("axes") ?? [];
        var removed = axes.Length == 0 ? [.. Enumerable.Range(0, rank)] : Array.ConvertAll(axes, axis => axis >= -rank && axis < rank ? (int)((axis + rank) % rank) : throw node.Refuse($"has no axis {axis}: there are {rank}"));
        if (Array.Exists(input.Elements, element => element.IsBatch))
            throw node.Refuse("computes with the size of the batch, which is not supported");
        if (input.Elements.Length == 0)
            throw node.Refuse("reduces nothing");
        long[] shape = [.. input.Shape.Select((size, axis) => removed.Contains(axis) ? 1 : size)];
        var sums = new List<double>[node.Allowance(shape)];
        var (index, at, strides) = (new long[rank], new long[1], new[] { Strides(shape) });
        foreach (var element in input.Elements)
        {
            (sums[at[0]] ??= []).Add(element.Number);
            Advance(index, input.Shape, strides, at);
        }

        Element Of(List<double> numbers) => new(kind switch
        {
            ReductionKind.Sum when node.Operator is "ReduceSum" => numbers.Sum(),
            ReductionKind.Product => numbers.Aggregate(1.0, (product, number) => product * number),
            ReductionKind.Maximum => numbers.Max(),
            ReductionKind.Minimum => numbers.Min(),
            ReductionKind.Mean when !input.IsInteger => numbers.Average(),
            _ => throw node.Refuse("of a constant is not supported"),
        });
        return new Known(
            node.Name, node.Integer("keepdims", 1) != 0 ? shape : [.. shape.Where((_, axis) => !removed.Contains(axis))], Array.ConvertAll(sums, Of), input.IsInteger);
    }

    internal static long[] Aligned(long[] shape, int rank) => [.. Enumerable.Repeat(1L, rank - shape.Length), .. shape];

    // The batch's size survives what doesn't change it.
    private static Element Combined(NodeImport node, Element left, Element right, Func<double, double, double> combine, bool integer)
    {
        if (!left.IsBatch && !right.IsBatch)
            return new Element(integer ? Math.Truncate(combine(left.Number, right.Number)) : combine(left.Number, right.Number));
        var keepsLeft = left.IsBatch && !right.IsBatch
            && (node.Operator is "Mul" or "Div" && right.Number == 1 || node.Operator is "Add" or "Sub" && right.Number == 0);
        var keepsRight = right.IsBatch && !left.IsBatch
            && (node.Operator is "Mul" && left.Number == 1 || node.Operator is "Add" && left.Number == 0);
        return keepsLeft || keepsRight ? Element.Batch : throw node.Refuse("computes with the size of the batch, which is not supported");
    }

    /// <summary>How far apart neighbors on each axis lie, row-major; 0 along an axis of one entry, which is repeated.</summary>
    private static long[] Strides(long[] shape)
    {
        var strides = new long[shape.Length];
        var step = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = shape[axis] == 1 ? 0 : step;
            step *= shape[axis];
        }

        return strides;
    }

    /// <summary>The next index of a shape, and where it lies in each of several arrays.</summary>
    private static void Advance(long[] index, long[] shape, long[][] strides, long[] at)
    {
        for (var axis = index.Length - 1; axis >= 0; axis--)
        {
            var ends = ++index[axis] == shape[axis];
            for (var array = 0; array < at.Length; array++)
                at[array] += strides[array][axis] * (ends ? 1 - shape[axis] : 1);
            if (!ends)
                return;
            index[axis] = 0;
        }
    }
}
