using System.Text.RegularExpressions;
using NUnit.Framework;
using VizBench.Files;
using VizBench.Networks.Onnx;

namespace VizBench.Tests.Onnx;

/// <summary>docs/onnx.md names the operators that are supported, and no others.</summary>
public sealed partial class OnnxDocumentTests
{
    [Test]
    [Category(Checkout.Category)]
    public void The_documents_table_is_what_the_import_supports()
    {
        var document = Path.Combine(ProductFiles.Root, "docs", "onnx.md");
        var rows = File.ReadLines(document).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`'));
        var named = rows.SelectMany(row => Code().Matches(row)).Select(match => match.Groups["name"].Value);
        Assert.That(named, Is.EquivalentTo(Operators.Names));
    }

    [GeneratedRegex("`(?<name>[A-Za-z0-9]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
