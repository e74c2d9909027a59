namespace VizBench.Tests;

/// <summary>
/// Tests that look into a checkout: its sources, its launcher, its documents, or what its build has beside it, ONNX Runtime's
/// library. A packed build has none of these; its launcher leaves the category out, and says how many those are.
/// </summary>
internal static class Checkout
{
    internal const string Category = "Checkout";
}
