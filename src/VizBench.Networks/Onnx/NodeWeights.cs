using Microsoft.Win32.SafeHandles;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>The weights in an ONNX file of a network whose architecture is known: those that the node reads which a layer's alias names.</summary>
internal static class NodeWeights
{
    /// <param name="path">of the ONNX file</param>
    /// <param name="architecture">each layer with parameters has an alias that is a node's name; the parameters come in the order of the node's inputs</param>
    /// <returns>the weights by the architecture's names, all that the file has; they stay in the file until they are asked for</returns>
    /// <exception cref="FileError">the file can't be read, lacks a node or a tensor, or has weights of further layers</exception>
    internal static StateDict Read(string path, Architecture architecture) => WeightFileHandle.Read(path, file => Read(path, file, architecture));

    private static StateDict Read(string path, SafeFileHandle file, Architecture architecture)
    {
        var wire = new WireFile(file, path, WeightFileHandle.LengthOf(path, file));
        var graph = new OnnxModelReader(wire).Read().Graph;
        var nodes = graph.Nodes.DistinctBy(node => node.Name, StringComparer.Ordinal).ToDictionary(node => node.Name, StringComparer.Ordinal);
        var tensors = graph.Initializers.DistinctBy(tensor => tensor.Name, StringComparer.Ordinal).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        using var data = new OnnxTensorData(wire);
        WeightTensor[] weights = [.. architecture.Layers.SelectMany(layer => WeightsOf(layer, path, nodes, tensors, data))];
        CheckAllRead(path, architecture, graph, tensors);
        return new StateDict(weights, null, path, file);
    }

    /// <summary>A network without some of the file's layers would load and compute something else.</summary>
    private static void CheckAllRead(string path, Architecture architecture, OnnxGraph graph, Dictionary<string, OnnxTensor> tensors)
    {
        var aliases = architecture.Layers.SelectMany(layer => layer.Aliases).ToHashSet(StringComparer.Ordinal);
        var unread = graph.Nodes.FirstOrDefault(node => !aliases.Contains(node.Name) && node.Inputs.Any(tensors.ContainsKey));
        if (unread is not null)
            throw new FileError(path, unread.Place, $"it has weights, and {architecture.Name} has no such layer");
    }

    private static IEnumerable<WeightTensor> WeightsOf(
        Layer layer, string path, Dictionary<string, OnnxNode> nodes, Dictionary<string, OnnxTensor> tensors, OnnxTensorData data)
    {
        if (layer.Operation.Parameters.Count == 0)
            yield break;
        var node = layer.Aliases.Select(alias => nodes.GetValueOrDefault(alias)).OfType<OnnxNode>().FirstOrDefault()
            ?? throw new FileError(path, "graph", $"no node is called {string.Join(" or ", layer.Aliases)}, from which {layer.Name} takes its weights");
        foreach (var ((role, _), index) in layer.Operation.Parameters.Select((parameter, i) => (parameter, i)))
        {
            // The first input is the layer before.
            var name = node.Inputs.ElementAtOrDefault(index + 1);
            if (name is null || !tensors.TryGetValue(name, out var tensor))
                throw new FileError(path, node.Place, $"its input {index + 1}, the {role} of {layer.Name}, is no tensor of the file");
            if (tensor.External is not null)
                throw new FileError(path, tensor.Place, "its values lie in another file");
            yield return new WeightTensor(layer.ParameterName(role), data.TypeOf(tensor), [.. tensor.Shape], data.BytesOf(tensor));
        }
    }
}
