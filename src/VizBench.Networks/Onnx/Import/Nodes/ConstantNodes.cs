namespace VizBench.Networks.Onnx;

/// <summary>Constants, and what only constants are put through.</summary>
internal static class ConstantNodes
{
    internal static void Constant(NodeImport node)
    {
        var attributes = node.Node.Attributes;
        if (attributes.GetValueOrDefault("value")?.Tensor is { } tensor)
            node.Return(new Stored(tensor with { Name = node.Name }, [.. tensor.Shape], false) { IsFixed = true });
        else if (attributes.GetValueOrDefault("value_float")?.Float is { } real)
            node.Return(new Known(node.Name, [], [new Element(real)], false));
        else if (attributes.GetValueOrDefault("value_int")?.Integer is { } integer)
            node.Return(new Known(node.Name, [], [new Element(integer)], true));
        else if (attributes.TryGetValue("value_floats", out var floats))
            node.Return(new Known(node.Name, [floats.Floats.Count], [.. floats.Floats.Select(value => new Element(value))], false));
        else if (attributes.TryGetValue("value_ints", out var integers))
            node.Return(new Known(node.Name, [integers.Integers.Count], [.. integers.Integers.Select(value => new Element(value))], true));
        else
            throw node.Refuse("has no value that is a number or a tensor of numbers");
    }

    internal static void ConstantOfShape(NodeImport node)
    {
        var shape = node.Integers(0);
        if (shape.Any(size => size < 0))
            throw node.Refuse($"its shape ({string.Join(", ", shape)}) has a negative size");
        var value = node.TensorOf("value");
        var element = value?.Elements is [var one] ? one : value is null ? new Element(0) : throw node.Refuse("its value is not one number");
        // Not written out: test models have all their weights like this, up to hundreds of megabytes.
        node.Return(new Uniform(node.Name, LayerList.Checked(shape), element, value?.IsInteger ?? false));
    }

    internal static void Identity(NodeImport node)
    {
        if (node.Input(0) is Activation input)
            node.PassThrough(input);
        else if (node.Input(0) is Stored stored)
            // PyTorch stores parameters of equal values once, and so gives the others their own names.
            node.Return(stored with { Tensor = stored.Tensor with { Name = node.Name } });
        else
            node.Return(node.Input(0));
    }

    internal static void Cast(NodeImport node)
    {
        var target = (OnnxType)node.Integer("to", 0);
        var real = target is OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.BFloat16;
        switch (node.Input(0))
        {
            case Activation input when real:
                // All of a network is computed in one precision, the one that is asked for.
                node.PassThrough(input);
                break;
            case Activation:
                throw node.Refuse($"turns activations into {target}, which is not supported");
            case Stored stored when real && stored.Tensor.IsReal:
                node.Return(stored);
                break;
            case Uniform uniform:
                node.Return(uniform with { Name = node.Name, IsInteger = !real, Element = real ? uniform.Element : Whole(uniform.Element, target) });
                break;
            default:
                var known = node.Known(0) with { Name = node.Name, IsInteger = !real };
                node.Return(real ? known : known with { Elements = Array.ConvertAll(known.Elements, element => Whole(element, target)) });
                break;
        }
    }

    internal static void Equal(NodeImport node) => node.Return(
        Folding.Broadcast(node, [node.Known(0), node.Known(1)], true, elements => new Element(elements[0].IsBatch && elements[1].IsBatch || elements[0].Number == elements[1].Number ? 1 : 0)));

    internal static void Where(NodeImport node)
    {
        if (!node.IsConstant)
            throw node.Refuse("chooses between activations, which is not supported");
        node.Return(Folding.Broadcast(
            node, [node.Known(0), node.Known(1), node.Known(2)], node.Known(1).IsInteger && node.Known(2).IsInteger, elements => elements[0].Number != 0 ? elements[1] : elements[2]));
    }

    private static Element Whole(Element element, OnnxType target) => element.IsBatch
        ? element
        : new Element(target == OnnxType.Bool ? element.Number != 0 ? 1 : 0 : Math.Truncate(element.Number));
}
