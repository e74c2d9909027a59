using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>The curves as in Zeiler and Fergus 2014, figure 5: a row for each transformation, at the left what it does to the first image.</summary>
public static class InvarianceSheet
{
    public static RgbImage Of(string network, string first, string top, WorldOptions world, IReadOnlyList<InvarianceCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        var rows = curves.GroupBy(curve => curve.Transform).Select(row => Row([.. row], world)).ToArray();
        var sheet = new ContactSheet
        {
            Title = network,
            ColumnHeaders = ["least", "as it is", "most", $"distance in {first}", $"distance in {top}", "probability of the class"],
            RowHeaders = [.. curves.Select(curve => NameOf(curve.Transform)).Distinct(StringComparer.Ordinal)],
            Rows = rows,
        }.Render();
        var images = curves.TakeWhile(curve => curve.Transform == curves[0].Transform);
        return LegendBelow.Of(sheet, [.. images.Select((curve, i) => new LegendEntry(LineChart.ColourOf(i), $"{curve.Class} ({curve.Image})"))]);
    }

    private static SheetCell[] Row(InvarianceCurve[] curves, WorldOptions world)
    {
        var steps = curves[0].Amounts.Count;
        var source = new TransformedWorld(new TransformOptions { World = world, Kind = curves[0].Transform, Steps = steps });
        return
        [
            .. new[] { 0, steps / 2, steps - 1 }.Select(step => new SheetCell(source.Draw(curves[0].Image * steps + step).Image)),
            Chart([.. curves.Select(curve => curve.First)], null),
            Chart([.. curves.Select(curve => curve.Top)], null),
            Chart([.. curves.Select(curve => curve.Probability)], 1),
        ];

        SheetCell Chart(IReadOnlyList<IReadOnlyList<double>> values, double? high) =>
            new(new LineChart { X = curves[0].Amounts, Curves = values, High = high }.Render());
    }

    private static string NameOf(TransformKind kind) => kind switch
    {
        TransformKind.Scale => "scale, %",
        TransformKind.Rotate => "rotation, degrees",
        _ => "translation, % of the side",
    };
}
