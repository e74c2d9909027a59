using VizBench.Networks.Onnx;

namespace VizBench.Tests.Onnx;

/// <summary>Looks into a model's file without importing it.</summary>
internal static class TestModel
{
    internal static IEnumerable<string> OperatorsOf(string path)
    {
        using var handle = File.OpenHandle(path);
        var model = new OnnxModelReader(new WireFile(handle, path, RandomAccess.GetLength(handle))).Read();
        return [.. model.Graph.Nodes.Select(node => node.Operator)];
    }
}
