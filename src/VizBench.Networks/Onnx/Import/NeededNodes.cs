namespace VizBench.Networks.Onnx;

/// <summary>The nodes on which the graph's outputs depend, in the file's order, in which each reads what is there before it.</summary>
internal static class NeededNodes
{
    /// <exception cref="FileError">
    /// two nodes make one tensor, a node reads what nobody makes, or what only a later one does: the graph has a cycle, or is out of order
    /// </exception>
    internal static IReadOnlyList<OnnxNode> Of(string path, OnnxGraph graph)
    {
        var makers = Makers(path, graph);
        var given = graph.Initializers.Select(tensor => tensor.Name).Concat(graph.Inputs.Select(input => input.Name)).ToHashSet(StringComparer.Ordinal);
        var needed = new bool[graph.Nodes.Count];
        var open = new Stack<(string Name, OnnxNode? Reader)>(graph.Outputs.Select(output => (output.Name, (OnnxNode?)null)));
        while (open.TryPop(out var want))
        {
            if (want.Name.Length == 0 || given.Contains(want.Name))
                continue;
            var place = want.Reader?.Place ?? "graph output";
            if (!makers.TryGetValue(want.Name, out var maker))
                throw new FileError(path, place, $"reads the tensor '{OneLine.Of(want.Name)}', which no node, initializer or input makes");
            if (want.Reader is not null && maker.Index >= want.Reader.Index)
            {
                throw new FileError(
                    path, place, $"reads the tensor '{OneLine.Of(want.Name)}', which only {maker.Place} makes, not before it: the graph has a cycle, or its nodes are out of order");
            }

            if (needed[maker.Index])
                continue;
            needed[maker.Index] = true;
            foreach (var input in maker.Inputs)
                open.Push((input, maker));
        }

        return [.. graph.Nodes.Where(node => needed[node.Index])];
    }

    private static Dictionary<string, OnnxNode> Makers(string path, OnnxGraph graph)
    {
        var makers = new Dictionary<string, OnnxNode>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(output => output.Length > 0))
            {
                if (!makers.TryAdd(output, node))
                    throw new FileError(path, node.Place, $"makes the tensor '{OneLine.Of(output)}', which {makers[output].Place} makes already; each tensor is made once");
            }
        }

        return makers;
    }
}
