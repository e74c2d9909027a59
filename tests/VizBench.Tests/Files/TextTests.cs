using NUnit.Framework;

namespace VizBench.Tests.Files;

/// <summary>Numbers and names as messages and summaries show them.</summary>
internal sealed class TextTests
{
    [TestCase(3e-15, "3e-15")]
    [TestCase(1.6e-11, "1.6e-11")]
    [TestCase(-1.23456789e-7, "-1.23457e-7")]
    [TestCase(0, "0")]
    [TestCase(-0.0, "0")]
    [TestCase(0.5, "0.5")]
    [TestCase(0.000123456789, "0.000123457")]
    [TestCase(12.3456789, "12.3457")]
    [TestCase(123456.7, "123457")]
    [TestCase(281, "281")]
    [TestCase(12345678, "12345678")]
    [TestCase(12345678.5, "1.23457e7")]
    [TestCase(1e20, "1e20")]
    [TestCase(double.NaN, "NaN")]
    [TestCase(double.PositiveInfinity, "Infinity")]
    public void Numbers_have_significant_digits(double value, string expected) => Assert.That(ShortNumber.Of(value), Is.EqualTo(expected));

    [TestCase(1234.5, "1235")]
    [TestCase(0.99951, "1")]
    [TestCase(-1.2345e-9, "-1.23e-9")]
    public void Fewer_digits(double value, string expected) => Assert.That(ShortNumber.Of(value, 3), Is.EqualTo(expected));

    private static readonly string[] s_names = ["apply", "evaluate", "evaluate-images", "saliency", "run", "grad-cam", "grad-cam++"];

    [TestCase("aply", "; did you mean apply?")]
    [TestCase("SALIENCY", "; did you mean saliency?")]
    [TestCase("eval", "; did you mean evaluate or evaluate-images?")]
    [TestCase("grad-cm", "; did you mean grad-cam or grad-cam++?")]
    [TestCase("rn", "; did you mean run?")]
    [TestCase("ab", "")]
    [TestCase("xyzzyplugh", "")]
    [TestCase("", "")]
    public void Only_near_names_are_suggested(string name, string expected) => Assert.That(NearestNames.Suggestion(name, s_names), Is.EqualTo(expected));

    [Test]
    public void A_list_of_the_nearest_is_never_empty() => Assert.That(NearestNames.To("xyzzyplugh", s_names, 2), Has.Count.EqualTo(2));
}
