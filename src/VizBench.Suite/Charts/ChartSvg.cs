using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace VizBench.Suite;

/// <summary>
/// The SVG that Skia draws, made fit for pages: ink and paper follow the reader's color scheme (<c>prefers-color-scheme</c>), with
/// the light colors as attributes for programs without style sheets; text stands whole and in a stack of fonts of equal widths;
/// names are unique, so that several charts go into one page; a title says to screen readers what it is.
/// </summary>
internal static partial class ChartSvg
{
    private const string Fonts = "'Liberation Sans', Arimo, Arial, Helvetica, sans-serif";

    // A solid background: in a page whose own scheme differs from the system's, a chart without one can't be read.
    private const string Style =
        """
        .vizbench-chart .ink-fill{fill:#1b1b1b}.vizbench-chart .ink-stroke{stroke:#1b1b1b}.vizbench-chart .paper-fill{fill:#fff}
        @media (prefers-color-scheme:dark){.vizbench-chart .ink-fill{fill:#e4e4e4}.vizbench-chart .ink-stroke{stroke:#e4e4e4}.vizbench-chart .paper-fill{fill:#16181c}}
        """;

    private static readonly string[] s_coordinates = ["d", "x", "y", "width", "height", "cx", "cy", "rx", "ry", "stroke-width", "fill-opacity", "stroke-opacity"];
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <param name="drawn">what Skia's SVG canvas wrote</param>
    /// <param name="title">the chart's</param>
    internal static string Finished(string drawn, string title)
    {
        // Skia counts the clips of all drawings of a process.
        var clips = ClipName().Matches(drawn).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
        drawn = ClipName().Replace(drawn, match => $"clip-{clips.IndexOf(match.Value)}");
        var prefix = "c" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(drawn)))[..8] + "-";
        var root = XElement.Parse(drawn);
        foreach (var element in root.Descendants().ToArray())
        {
            foreach (var attribute in element.Attributes().Where(a => a.Name == "id" || a.Value.StartsWith("url(#", StringComparison.Ordinal)))
                attribute.Value = attribute.Name == "id" ? prefix + attribute.Value : attribute.Value.Replace("url(#", "url(#" + prefix, StringComparison.Ordinal);
            if (element.Name == s_svg + "text")
                Text(element);
            Dashes(element);
            foreach (var attribute in element.Attributes().Where(a => s_coordinates.Contains(a.Name.LocalName)))
                attribute.Value = Coordinate().Replace(attribute.Value, match => double.Parse(match.Value, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture));
            // The initial value.
            element.Attribute("stroke-miterlimit")?.Remove();
            if (element.Name != s_svg + "g" && element.Name != s_svg + "clipPath" && element.Parent?.Name != s_svg + "clipPath")
                Classes(element);
        }

        JoinClips(root);
        foreach (var parent in root.Descendants(s_svg + "g").Append(root).ToArray())
            JoinShapes(parent);
        var (width, height) = ((string?)root.Attribute("width"), (string?)root.Attribute("height"));
        root.SetAttributeValue("viewBox", $"0 0 {width} {height}");
        root.SetAttributeValue("class", "vizbench-chart");
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("font-family", Fonts);
        root.AddFirst(new XElement(s_svg + "title", title), new XElement(s_svg + "style", Style));
        return root.ToString() + "\n";
    }

    [GeneratedRegex(@"(?<=(id=""|url\(#))cl_[0-9a-f]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ClipName();

    // A hundredth of a pixel is less than anyone sees, and the file is half as long.
    [GeneratedRegex(@"-?[0-9]+\.[0-9]{3,}(e-?[0-9]+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Coordinate();

    // Skia places each letter on its own; a reader's program can neither search nor select such text.
    private static void Text(XElement text)
    {
        foreach (var name in new[] { "x", "y" })
            text.SetAttributeValue(name, ((string?)text.Attribute(name))?.Split(',')[0]);
        text.SetAttributeValue("font-family", null);
        text.Value = text.Value.Trim();
    }

    private static void Dashes(XElement element)
    {
        if (element.Attribute("stroke-width") is not { } stroke)
            return;
        var width = double.Parse(stroke.Value, CultureInfo.InvariantCulture);
        if (ChartStyle.DashesNotedBy(width) is not { } dashes)
            return;
        stroke.Value = width.ToString("0.#", CultureInfo.InvariantCulture);
        element.SetAttributeValue("stroke-dasharray", dashes);
    }

    /// <summary>Each plottable comes in a clip of its own, most of them the same one.</summary>
    private static void JoinClips(XElement root)
    {
        foreach (var clip in root.Elements(s_svg + "clipPath").ToArray())
        {
            // What is before it: the clip and the group that this one may continue.
            if (clip.NextNode is XElement group && clip.PreviousNode is XElement { PreviousNode: XElement before } earlier && earlier.Name == s_svg + "g" && before.Name == s_svg + "clipPath"
                && XNode.DeepEquals(clip.Element(s_svg + "rect"), before.Element(s_svg + "rect")))
            {
                var content = group.Elements().ToArray();
                group.Remove();
                clip.Remove();
                foreach (var element in content)
                {
                    element.Remove();
                    earlier.Add(element);
                }
            }
        }
    }

    /// <summary>A fill and the line around it, and lines of one kind that follow one another, are one element.</summary>
    private static void JoinShapes(XElement parent)
    {
        foreach (var element in parent.Elements().ToArray())
        {
            if (element.PreviousNode is not XElement before || element.Name != before.Name || element.HasElements || element.Name == s_svg + "text" || !IsLine(element))
                continue;
            if (IsLine(before) && element.Name == s_svg + "path" && string.Equals(Without(element, "d"), Without(before, "d"), StringComparison.Ordinal))
                before.SetAttributeValue("d", (string?)before.Attribute("d") + (string?)element.Attribute("d"));
            else if (!IsLine(before) && before.Attribute("stroke") is null && string.Equals(Geometry(element), Geometry(before), StringComparison.Ordinal))
            {
                before.SetAttributeValue("class", string.Join(' ', new[] { (string?)before.Attribute("class"), (string?)element.Attribute("class") }.Where(name => name is not null)) is { Length: > 0 } names ? names : null);
                foreach (var attribute in element.Attributes().Where(a => a.Name.LocalName.StartsWith("stroke", StringComparison.Ordinal)))
                    before.SetAttributeValue(attribute.Name, attribute.Value);
            }
            else
                continue;
            element.Remove();
        }

        static bool IsLine(XElement element) => (string?)element.Attribute("fill") is "none" && element.Attribute("stroke") is not null;
        static string Without(XElement element, string name) => string.Join('|', element.Attributes().Where(a => a.Name != name));
        static string Geometry(XElement element) => string.Join('|', element.Attributes().Where(a => a.Name != "class" && a.Name != "fill" && !a.Name.LocalName.StartsWith("stroke", StringComparison.Ordinal)));
    }

    private static void Classes(XElement element)
    {
        var classes = new[] { Class("fill", "black"), Class("stroke", "none") }.OfType<string>().ToArray();
        if (classes.Length > 0)
            element.SetAttributeValue("class", string.Join(' ', classes));

        string? Class(string property, string initial) => ((string?)element.Attribute(property) ?? initial) switch
        {
            // Skia writes transparent black as the darkest color that isn't black.
            "black" or "#010101" => "ink-" + property,
            "white" => "paper-" + property,
            _ => null,
        };
    }
}
