using System.Text;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>Below a map, which value has which color.</summary>
internal static class ReportColorBar
{
    private const int Stops = 16;

    /// <summary>The two color maps as gradients.</summary>
    internal static string Style { get; } = $"{Rule("signed", ColourMap.BlueRed)}{Rule("unsigned", ColourMap.Ember)}";

    internal static void Append(StringBuilder html, MapColors colors)
    {
        var signed = colors.Low < 0;
        html.Append($"<div class=\"colors {(signed ? "signed" : "unsigned")}\"><span>{Html.Number(colors.Low)}</span>{(signed ? "<span>0</span>" : "")}<span>{Html.Number(colors.High)}</span></div>");
    }

    private static string Rule(string name, ColourMap map) =>
        $".colors.{name}::before {{ background: linear-gradient(90deg, {string.Join(", ", Enumerable.Range(0, Stops + 1).Select(i => map.At(i / (double)Stops)).Select(c => $"rgb({c.R} {c.G} {c.B})"))}); }}\n";
}
