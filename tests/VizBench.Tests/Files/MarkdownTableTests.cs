using System.Text;
using NUnit.Framework;

namespace VizBench.Tests.Files;

/// <summary>Which columns of a table stand to the right, and how numbers in it are signed.</summary>
public sealed class MarkdownTableTests
{
    [TestCase("--:", "0.5", "**0.7 [0.6, 0.8]**°", "–", "†", "")]
    [TestCase("--:", "-1", "1,920", "12 %", "3e-5 **failed**", "below 1e-12", "−∞", "NaN")]
    [TestCase("--:", ".5 ± .1", "7, differs", "12 of 13")]
    [TestCase("---", "1", "yes")]
    [TestCase("---", "car body", "sky")]
    [TestCase("---", "97 23", "8 1 …")]
    [TestCase("---", "3×64×64")]
    [TestCase("---", "2.6.0+cpu")]
    [TestCase("---", "2026-01-02", "1/2")]
    [TestCase("---", "conv1")]
    [TestCase("---", "(none)")]
    public void Only_columns_of_numbers_stand_to_the_right(string alignment, params string[] cells) =>
        Assert.That(Lines(cells)[1], Is.EqualTo($"| --- | {alignment} |"));

    [Test]
    public void Names_of_rows_stand_to_the_left_though_they_are_numbers()
    {
        var text = new StringBuilder();
        MarkdownTable.Append(text, ["layer", "unit", "n"], [["1", "2", "3"]], numbers: true, texts: 2);
        MarkdownTable.Append(text, ["layer", "n"], [["1", "-2"]]);
        Assert.That(text.ToString(), Is.EqualTo("| layer | unit | n |\n| --- | --- | --: |\n| 1 | 2 | 3 |\n| layer | n |\n| --- | --- |\n| 1 | -2 |\n"));
    }

    [Test]
    public void Negative_numbers_have_a_minus_sign_and_names_keep_their_hyphens() =>
        Assert.That(Lines("-0.5 [-1.0, 0.2]", "-0.000 [-0.000, 0.1]")[2..], Is.EqualTo(new[] { "| a-1 | −0.5 [−1.0, 0.2] |", "| a-1 | 0.000 [0.000, 0.1] |" }));

    [TestCase("-1", "−1")]
    [TestCase("-.5", "−.5")]
    [TestCase("[-1, -2.5]", "[−1, −2.5]")]
    [TestCase("-0", "0")]
    [TestCase("-0.0", "0.0")]
    [TestCase("−0.00", "0.00")]
    [TestCase("-0.05", "−0.05")]
    [TestCase("-1.5e-05", "−1.5e-05")]
    [TestCase("-0.00e0", "−0.00e0")]
    [TestCase("-∞", "−∞")]
    [TestCase("3-5", "3-5")]
    [TestCase("a-1", "a-1")]
    [TestCase("-x", "-x")]
    [TestCase("", "")]
    public void Signs_are_those_of_mathematics(string text, string signed) => Assert.That(MinusSign.In(text), Is.EqualTo(signed));

    [TestCase(0, "0 pairs")]
    [TestCase(1, "1 pair")]
    [TestCase(2, "2 pairs")]
    public void One_is_singular(long count, string text) => Assert.That(Counted.Of(count, "pair"), Is.EqualTo(text));

    [Test]
    public void Some_plurals_are_their_own() => Assert.That((Counted.Of(1, "class", "classes"), Counted.Of(12, "class", "classes")), Is.EqualTo(("1 class", "12 classes")));

    private static string[] Lines(params string[] cells)
    {
        var text = new StringBuilder();
        MarkdownTable.Append(text, ["name", "value"], cells.Select(cell => (IReadOnlyList<string>)["a-1", cell]), numbers: true);
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
