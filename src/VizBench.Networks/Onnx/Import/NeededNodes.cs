namespace VizBench.Networks.Onnx;

/// <summary>The nodes on which the graph's outputs depend, each behind those that make what it reads; otherwise in the file's order.</summary>
internal static class NeededNodes
{
    /// <exception cref="FileError">two nodes make one tensor, a node reads what nobody makes, or the graph has a cycle</exception>
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
            if (!makers.TryGetValue(want.Name, out var maker))
                throw new FileError(path, want.Reader?.Place ?? "graph output", $"reads the tensor '{OneLine.Of(want.Name)}', which no node, initializer or input makes");
            if (needed[maker.Index])
                continue;
            needed[maker.Index] = true;
            foreach (var input in maker.Inputs)
                open.Push((input, maker));
        }

        IEnumerable<OnnxNode> BeforeOf(OnnxNode node) => node.Inputs
            .Where(input => input.Length > 0 && !given.Contains(input)).Select(input => makers[input]).Distinct();
        return Sorted(path, [.. graph.Nodes.Where(node => needed[node.Index])], BeforeOf);
    }

    /// <summary>A topological order. Of the nodes that may come next it takes the first in the file, so that a file in order stays as it is.</summary>
    /// <param name="before">the nodes that make what a node reads</param>
    private static List<OnnxNode> Sorted(string path, IReadOnlyList<OnnxNode> nodes, Func<OnnxNode, IEnumerable<OnnxNode>> before)
    {
        var waiting = nodes.ToDictionary(node => node.Index, node => before(node).Count());
        var readers = nodes.SelectMany(node => before(node).Select(maker => (maker.Index, Reader: node))).ToLookup(pair => pair.Index, pair => pair.Reader);
        var ready = new PriorityQueue<OnnxNode, int>(nodes.Where(node => waiting[node.Index] == 0).Select(node => (node, node.Index)));
        var sorted = new List<OnnxNode>(nodes.Count);
        while (ready.TryDequeue(out var node, out _))
        {
            sorted.Add(node);
            waiting.Remove(node.Index);
            foreach (var reader in readers[node.Index].Where(reader => --waiting[reader.Index] == 0))
                ready.Enqueue(reader, reader.Index);
        }

        return waiting.Count == 0 ? sorted : throw Cycle(path, nodes.First(node => waiting.ContainsKey(node.Index)), node => before(node).First(maker => waiting.ContainsKey(maker.Index)));
    }

    // Whoever still waits reads from somebody who waits: going back that way ends in the cycle.
    private static FileError Cycle(string path, OnnxNode start, Func<OnnxNode, OnnxNode> waitingMaker)
    {
        var seen = new HashSet<int>();
        var node = start;
        while (seen.Add(node.Index))
            node = waitingMaker(node);
        var maker = waitingMaker(node);
        var tensor = node.Inputs.First(input => maker.Outputs.Contains(input, StringComparer.Ordinal));
        return new FileError(path, node.Place, $"reads the tensor '{OneLine.Of(tensor)}', which is computed from the node's own output: the graph has a cycle; export the model again");
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
