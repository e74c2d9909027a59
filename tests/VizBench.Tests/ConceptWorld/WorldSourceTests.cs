using System.Text.RegularExpressions;
using NUnit.Framework;

namespace VizBench.Tests.ConceptWorld;

public sealed partial class WorldSourceTests
{
    // Whole numbers only: rounding of fractions differs between machines, and with it the pictures.
    [Test]
    public void Drawing_uses_no_fractions()
    {
        var folder = Path.Combine(Root(), "src", "VizBench.Data", "ConceptWorld");
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        Assert.That(files, Has.Length.GreaterThan(50));
        foreach (var file in files)
            Assert.That(Fractions().Match(File.ReadAllText(file)).Value, Is.Empty, file);
    }

    [GeneratedRegex(@"\b(float|double|decimal|Half|MathF|NextDouble|NextNormal)\b|Math\.(Sin|Cos|Sqrt|Pow|Exp|Round)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fractions();

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "VizBench.sln")))
                return folder.FullName;
        }

        Assert.Ignore("the sources are not here: a packed build");
        return "";
    }
}
