using System.Reflection;

namespace VizBench.Suite;

/// <summary>The product's version with the source revision that it was built from ("0.1.0+2c1dc8f…").</summary>
internal static class ProductVersion
{
    internal static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
