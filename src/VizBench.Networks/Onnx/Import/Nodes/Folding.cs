namespace VizBench.Networks.Onnx;

/// <summary>Arithmetic on values that are known at import: shapes, and constants of the graph.</summary>
internal static class Folding
{
    private const long MaxElements = 1 << 16;

    /// <summary>An operation on each pair of elements, shapes broadcast as ONNX broadcasts them.</summary>
    internal static Known Binary(NodeImport node, Known left, Known right, Func<double, double, double> combine)
    {
        var integer = left.IsInteger && right.IsInteger;
        return Broadcast(node, [left, right], integer, elements => Combined(node, elements[0], elements[1], combine, integer));
    }

    /// <summary>An operation on elements of several tensors, shapes broadcast as ONNX broadcasts them.</summary>
    internal static Known Broadcast(NodeImport node, Known[] inputs, bool integer, Func<Element[], Element> combine)
    {
        var rank = inputs.Max(input => input.Shape.Length);
        var shape = Broadcasting.Of([.. inputs.Select(input => Aligned(input.Shape, rank))]);
        var elements = new Element[Count(node, shape)];
        var index = new long[rank];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = combine(Array.ConvertAll(inputs, input => input.Elements[Offset(Aligned(input.Shape, rank), index)]));
            Advance(index, shape);
        }

        return new Known(node.Name, shape, elements, integer);
    }

    internal static Known Unary(NodeImport node, Known input, Func<double, double> map)
    {
        if (Array.Exists(input.Elements, element => element.IsBatch))
            throw node.Refuse("computes with the size of the batch, which is not supported");
        return input with { Name = node.Name, Elements = Array.ConvertAll(input.Elements, element => new Element(map(element.Number))) };
    }

    /// <summary>Chosen entries along one axis.</summary>
    internal static Known Take(NodeImport node, Known input, int axis, long[] indices, long[] resultShape)
    {
        var inner = SampleShape.Count(input.Shape[(axis + 1)..]);
        var outer = SampleShape.Count(input.Shape[..axis]);
        var result = new Element[Count(node, [outer, indices.Length, inner])];
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
        var result = new List<Element>((int)Count(node, shape));
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
        var result = new Element[input.Elements.Length];
        var index = new long[shape.Length];
        var source = new long[shape.Length];
        for (var i = 0; i < result.Length; i++)
        {
            for (var axis = 0; axis < order.Length; axis++)
                source[order[axis]] = index[axis];
            result[i] = input.Elements[Offset(input.Shape, source)];
            Advance(index, shape);
        }

        return new Known(node.Name, shape, result, input.IsInteger);
    }

    /// <exception cref="FileError">too many elements to compute with</exception>
    internal static long Count(NodeImport node, long[] shape)
    {
        var count = shape.Any(size => size < 0) ? -1 : SampleShape.Count(shape);
        return count is >= 0 and <= MaxElements ? count : throw node.Refuse($"makes a constant of shape ({string.Join(", ", shape)}); at most {MaxElements} values are computed at import");
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

    private static long Offset(long[] shape, long[] index)
    {
        var offset = 0L;
        for (var axis = 0; axis < shape.Length; axis++)
            offset = offset * shape[axis] + (shape[axis] == 1 ? 0 : index[axis]);
        return offset;
    }

    private static void Advance(long[] index, long[] shape)
    {
        for (var axis = index.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            index[axis] = 0;
    }
}
