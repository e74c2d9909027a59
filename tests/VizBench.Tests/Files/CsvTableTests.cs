using System.Text;
using NUnit.Framework;

namespace VizBench.Tests.Files;

public sealed class CsvTableTests
{
    [Test]
    public void Texts_are_quoted_where_they_must_be_and_their_quotes_doubled()
    {
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "plain", "a, b", "5\" photo", "two\nlines", null, 3, 0.1, double.NaN);
        Assert.That(text.ToString(), Is.EqualTo("plain,\"a, b\",\"5\"\" photo\",\"two\nlines\",,3,0.1,NaN\n"));
    }
}
