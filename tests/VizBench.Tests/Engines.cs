namespace VizBench.Tests;

/// <summary>Tests that say something of one engine alone.</summary>
internal static class Engines
{
    /// <summary>They look at the native shim, which TorchSharp's engine has none of: <c>--filter TestCategory!=system-engine</c>.</summary>
    internal const string SystemOnly = "system-engine";
}
