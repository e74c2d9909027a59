namespace VizBench.Networks.Onnx;

/// <summary>Which versions of ONNX's operator set the import knows.</summary>
internal static class Opsets
{
    internal const long Oldest = 7;
    internal const long Newest = 24;
    private const int Shown = 20;

    /// <returns>the version of ONNX's own operators</returns>
    /// <exception cref="FileError">there is none, or it is not supported</exception>
    internal static long Checked(string path, OnnxModel model)
    {
        if (!model.Opsets.TryGetValue("", out var version))
            throw new FileError(path, "opset_import", "the file names no version of ONNX's operators; export it again");
        return version is >= Oldest and <= Newest
            ? version
            : throw new FileError(path, "opset_import", $"opset {version} is not supported; export the model with an opset from {Oldest} to {Newest}, for example 17");
    }

    /// <exception cref="FileError">some operators are not supported: all of them are named, each with a node that has it</exception>
    internal static void CheckOperators(string path, IEnumerable<OnnxNode> nodes, long opset)
    {
        var unknown = nodes.Where(node => !Operators.Knows(node)).GroupBy(node => (node.Domain, node.Operator)).OrderBy(group => group.Key).ToArray();
        if (unknown.Length == 0)
            return;
        var named = unknown.Take(Shown).Select(group =>
            $"{OneLine.Of(group.Key.Domain.Length > 0 ? $"{group.Key.Domain}.{group.Key.Operator}" : group.Key.Operator)} ({Count(group.Count())}, {OneLine.Of(Called(group.First()))})");
        throw new FileError(
            path, "graph", $"operators that are not supported in opset {opset}: {string.Join(", ", named)}"
                + (unknown.Length > Shown ? $", and {unknown.Length - Shown} more" : "") + "; docs/onnx.md lists those that are");
    }

    private static string Count(int count) => count == 1 ? "1 node" : $"{count} nodes";

    private static string Called(OnnxNode node) => node.Name.Length > 0 ? $"'{node.Name}'" : $"the graph's node {node.Index}";
}
