using System.Text.Json.Nodes;

namespace VizBench.Tests.Metrics;

/// <summary>Numbers of NumPy, SciPy and scikit-image, made by eng/reference/metric_values.py, which holds their definitions.</summary>
internal static class ReferenceValues
{
    private static readonly Lazy<JsonNode> s_values = new(() => JsonNode.Parse(File.ReadAllText(TestFiles.Path("Metrics", "Expected", "values.json")))!);

    internal static JsonNode Of(string name) => s_values.Value[name]!;

    internal static double[] Numbers(JsonNode? node) => [.. node!.AsArray().Select(value => (double)value!)];
}
