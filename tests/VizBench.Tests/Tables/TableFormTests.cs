using System.Text.Json.Nodes;
using System.Xml.Linq;
using NUnit.Framework;
using VizBench.Suite;

namespace VizBench.Tests.Tables;

/// <summary>Each form of one small table, letter by letter; and what each form must escape.</summary>
public sealed class TableFormTests
{
    private static readonly TableSettings s_settings = new() { Title = "Small & plain", CommandLine = "./vizbench table small" };

    [TestCase("table.md"), TestCase("table.tex"), TestCase("table-standalone.tex"), TestCase("table-long.csv"), TestCase("table-wide.csv"), TestCase("table-fragment.html"), TestCase("table.json"), Category(Checkout.Category)]
    public void A_form_is_what_it_was(string file)
    {
        var table = SmallTable.Table(s_settings);
        var text = file switch
        {
            "table.md" => MarkdownForm.Of(table),
            "table.tex" => LatexForm.Of(table),
            "table-standalone.tex" => LatexForm.Standalone(table),
            "table-long.csv" => CsvForms.Long(table),
            "table-wide.csv" => CsvForms.Wide(table),
            "table-fragment.html" => HtmlForm.Fragment(table),
            _ => JsonForm.Of(table),
        };
        Assert.That(text, Is.EqualTo(File.ReadAllText(TestFiles.Path("Tables", "Expected", file))));
    }

    [Test]
    public void The_page_is_the_fragment_in_a_document()
    {
        var table = SmallTable.Table(s_settings);
        Assert.That(HtmlForm.Page(table), Does.StartWith("<!DOCTYPE html>").And.Contain(HtmlForm.Fragment(table)).And.Contain("<title>Small &amp; plain</title>"));
    }

    [Test]
    public void The_fragment_is_well_formed() => Assert.That(() => XElement.Parse(HtmlForm.Fragment(SmallTable.Table(s_settings))), Throws.Nothing);

    [Test]
    public void The_json_has_every_value()
    {
        var document = JsonNode.Parse(JsonForm.Of(SmallTable.Table(s_settings)))!;
        Assert.That(document["values"]!.AsArray(), Has.Count.EqualTo(12 + 12 + 11 + 36 + 24 + 12));
    }

    [TestCase("50 % of a_b & c#1 {x} $5 ~ ^ \\", @"50 \% of a\_b \& c\#1 \{x\} \$5 \textasciitilde{} \textasciicircum{} \textbackslash{}")]
    [TestCase("−1.5 ↑ ° × ± ≤", @"$-$1.5 $\uparrow$ $^{\circ}$ $\times$ $\pm$ $\le$")]
    [TestCase("run --out x", "run -{}-out x")]
    [TestCase("<a|b> \"q\"", @"\textless{}a\textbar{}b\textgreater{} \textquotedbl{}q\textquotedbl{}")]
    [TestCase("Øygård 你 🙂", @"Øygård \texttt{U+4F60} \texttt{U+1F642}")]
    [TestCase("a\nb\0c", "a b c")]
    [TestCase("1–2", @"1\textendash{}2")]
    public void Latex_takes_no_letter_for_a_command(string text, string escaped) => Assert.That(LatexForm.Escaped(text), Is.EqualTo(escaped));

    [TestCase("*a* _b_ `c` <d> [e](f) ~g~", @"\*a\* \_b\_ \`c\` \<d> \[e\](f) \~g\~")]
    public void Markdown_takes_no_letter_for_markup(string text, string escaped) => Assert.That(MarkdownForm.Escaped(text), Is.EqualTo(escaped));

    [TestCase("run '*.a_b' --out x", "`run '*.a_b' --out x`")]
    [TestCase("a `b` ``c", "```a `b` ``c```")]
    [TestCase("`a", "`` `a ``")]
    [TestCase("a\nb", "`a b`")]
    public void Markdown_shows_code_letter_by_letter(string text, string code) => Assert.That(MarkdownForm.Code(text), Is.EqualTo(code));

    [TestCase(new[] { 0.5, 0.25 }, new[] { "0.500", "0.250" })]
    [TestCase(new[] { 175.4, 26.25 }, new[] { "175", "26" })]
    [TestCase(new[] { 0.9997, 0.001 }, new[] { "1.00", "0.00100" })]
    [TestCase(new[] { 1506, 0.388 }, new[] { "1506", "0.388" })]
    [TestCase(new[] { 6.4e-4, 4.5e-5 }, new[] { "6.40e-4", "4.50e-5" })]
    [TestCase(new[] { -1.25, -0.001 }, new[] { "−1.25", "−0.00100" })]
    [TestCase(new double[] { 0, 0 }, new[] { "0", "0" })]
    public void Numbers_of_a_column_have_the_same_decimals_or_three_digits_each(double[] means, string[] texts)
    {
        var format = new ColumnFormat(means);
        Assert.That(means.Select(mean => format.Of(mean)), Is.EqualTo(texts));
    }

    [Test]
    public void Counts_are_whole()
    {
        var section = new TableSection("", [], [.. new double[] { 19, 4 }.Select(count => new TableRow(["row"], 1, 0, [new TableCell(new MeanInterval(count, count, count, 1), CellStanding.None)]))], []);
        Assert.That(section.Rows.Select(row => CellText.Of(row, 0, ColumnFormat.Of(section, 0)).Mean), Is.EqualTo(new[] { "19", "4" }));
    }

    [Test]
    public void The_ends_of_an_interval_have_the_decimals_of_its_mean() =>
        Assert.That(new ColumnFormat([0.504, 0.001]).Of(new MeanInterval(0.504, 0.00848, 0.9996, 2)), Is.EqualTo("[0.008, 1.000]"));
}
