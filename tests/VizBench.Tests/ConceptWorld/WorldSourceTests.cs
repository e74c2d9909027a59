using System.Text.RegularExpressions;
using NUnit.Framework;
using VizBench.Files;

namespace VizBench.Tests.ConceptWorld;

public sealed partial class WorldSourceTests
{
    // Whole numbers only: rounding of fractions differs between machines, and with it the pictures.
    [Test, Category(Checkout.Category)]
    public void Drawing_uses_no_fractions()
    {
        var folder = Path.Combine(ProductFiles.Root, "src", "VizBench.Data", "ConceptWorld");
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        Assert.That(files, Has.Length.GreaterThan(50));
        foreach (var file in files)
            Assert.That(Fractions().Match(File.ReadAllText(file)).Value, Is.Empty, file);
    }

    [GeneratedRegex(@"\b(float|double|decimal|Half|MathF|NextDouble|NextNormal)\b|Math\.(Sin|Cos|Sqrt|Pow|Exp|Round)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fractions();
}
