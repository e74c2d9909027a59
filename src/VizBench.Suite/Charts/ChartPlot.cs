using ScottPlot;

namespace VizBench.Suite;

/// <summary>A <see cref="Chart"/> laid out by ScottPlot.</summary>
internal sealed class ChartPlot
{
    private const double GroupWidth = 0.8;
    private const int RowHeight = 22;
    private const int MoreRowHeight = 9;
    private const float MarkerSize = 7;
    private const int MostMarkers = 12;
    private const float Hair = 1.2f;

    private readonly Chart _chart;
    private readonly bool _forSvg;
    private readonly Plot _plot = new();
    private readonly ChartAxisScale _positions;
    private readonly ChartAxisScale _values;

    private ChartPlot(Chart chart, bool forSvg)
    {
        (_chart, _forSvg) = (chart, forSvg);
        var points = chart.Series.SelectMany(s => s.Points).ToArray();
        // Categories need room for half a group at both ends.
        var ends = Enumerable.Range(0, chart.Positions.Categories?.Count ?? 0).SelectMany(i => new[] { i - 0.5, i + 0.5 });
        _positions = new ChartAxisScale(chart.Positions, points.Select(p => p.Position).Concat(ends), chart.Positions.Categories is null ? 0.02 : 0, fromZero: false, stopsAtZero: false);
        var values = points.SelectMany(p => new[] { p.Value, p.Low ?? p.Value, p.High ?? p.Value }).Concat(chart.References.Select(r => r.Value));
        if (chart.Stacked)
            values = values.Concat(points.GroupBy(point => point.Position).Select(stack => stack.Where(point => double.IsFinite(point.Value)).Sum(point => point.Value)));
        _values = new ChartAxisScale(chart.Values, values, 0.05, chart.Kind == ChartKind.Bars, stopsAtZero: true);
    }

    /// <param name="forSvg">whether dashes are noted for <see cref="ChartSvg"/></param>
    /// <exception cref="ArgumentException">a chart without series, or bars or dots without categories at their positions</exception>
    internal static Plot Of(Chart chart, bool forSvg)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (chart.Series.Count == 0)
            throw new ArgumentException($"the chart '{chart.Title}' has no series", nameof(chart));
        if (chart.Kind != ChartKind.Lines && chart.Positions.Categories is null)
            throw new ArgumentException($"the chart '{chart.Title}' has no categories at its positions, which bars and dots need", nameof(chart));
        return new ChartPlot(chart, forSvg).Draw();
    }

    /// <summary>The chart's size in pixels; rows of dots need their height.</summary>
    internal static (int Width, int Height) Size(Chart chart) =>
        (chart.Width, chart.Height ?? (chart.Kind == ChartKind.Dots ? 120 + (RowHeight + MoreRowHeight * (chart.Series.Count - 1)) * Math.Max(2, chart.Positions.Categories!.Count) : 420));

    private bool Horizontal => _chart.Kind == ChartKind.Dots;

    private Plot Draw()
    {
        ChartStyle.UseFont(_plot);
        Frame();
        foreach (var reference in _chart.References)
        {
            var line = Horizontal ? (ScottPlot.Plottables.AxisLine)_plot.Add.VerticalLine(_values.Place(reference.Value)) : _plot.Add.HorizontalLine(_values.Place(reference.Value));
            line.LineStyle = LineOf(reference);
        }

        // All bands lie under all curves.
        foreach (var draw in _chart.Kind == ChartKind.Lines ? new Action<int>[] { Bands, Curves } : [Marks])
        {
            for (var i = 0; i < _chart.Series.Count; i++)
                draw(i);
        }

        if (Horizontal)
            _plot.Axes.SetLimits(_values.From, _values.To, -_positions.To, -_positions.From);
        else
            _plot.Axes.SetLimits(_positions.From, _positions.To, _values.From, _values.To);
        Legend();
        return _plot;
    }

    private (Color Color, MarkerShape Marker, int Dash) StyleOf(int series) => ChartStyle.OfSeries(_chart.Series[series].Style ?? series);

    private void Frame()
    {
        var (across, up) = Horizontal ? (_chart.Values, _chart.Positions) : (_chart.Positions, _chart.Values);
        _plot.FigureBackground.Color = ChartStyle.Paper;
        _plot.DataBackground.Color = Colors.Transparent;
        _plot.Axes.Title.Label.Text = ChartStyle.Wrapped(_chart.Title, ChartStyle.TitleSize, _chart.Width - 80);
        _plot.Axes.Title.Label.FontSize = ChartStyle.TitleSize;
        _plot.Axes.Title.Label.Bold = false;
        _plot.XLabel(across.Label, ChartStyle.LabelSize);
        _plot.YLabel(up.Label, ChartStyle.LabelSize);
        foreach (var axis in new IAxis[] { _plot.Axes.Bottom, _plot.Axes.Left })
        {
            axis.Label.Bold = false;
            axis.Label.ForeColor = ChartStyle.Ink;
            axis.TickLabelStyle.FontSize = ChartStyle.TickSize;
        }

        _plot.Axes.Right.IsVisible = false;
        _plot.Axes.Top.FrameLineStyle.Width = 0;
        _plot.Axes.Bottom.TickGenerator = Horizontal ? _values.Ticks(i => i) : _positions.Ticks(i => i);
        _plot.Axes.Left.TickGenerator = Horizontal ? _positions.Ticks(i => -i) : _values.Ticks(i => i);
        _plot.Grid.MajorLineColor = ChartStyle.Ink.WithAlpha(0.12);
        _plot.Grid.XAxisStyle.IsVisible = Horizontal || _chart.Kind == ChartKind.Lines;
        _plot.Grid.YAxisStyle.IsVisible = true;
        if (!Horizontal && _chart.Positions.Categories is { Count: > 0 } names)
            TurnLongNames(names);
    }

    // Names that would run into one another stand aslant.
    private void TurnLongNames(IReadOnlyList<string> names)
    {
        var widest = names.Max(n => ChartStyle.WidthOf(n, ChartStyle.TickSize));
        if (widest + 6 < 0.8f * _chart.Width / names.Count)
            return;
        var style = _plot.Axes.Bottom.TickLabelStyle;
        (style.Rotation, style.Alignment, style.OffsetY) = (-45, Alignment.MiddleRight, 4);
        _plot.Axes.Bottom.MinimumSize = 0.71f * widest + (_chart.Positions.Label.Length > 0 ? 40 : 20);
        // The first names end below the left axis.
        var step = 0.65f * _chart.Width / names.Count;
        _plot.Axes.Left.MinimumSize = names.Take(4).Select((name, i) => 0.71f * ChartStyle.WidthOf(name, ChartStyle.TickSize) - (i + 0.5f) * step + 10).Append(0).Max();
    }

    // A group of bars or dots shares its category's place.
    private double Offset(int series) => _chart.Stacked ? 0 : ((series + 0.5) / _chart.Series.Count - 0.5) * GroupWidth;

    private void Marks(int index)
    {
        var (color, marker, _) = StyleOf(index);
        foreach (var point in _chart.Series[index].Points)
        {
            var (position, value) = (_positions.Place(point.Position) + Offset(index), _values.Place(point.Value));
            if (double.IsNaN(position + value))
                continue;
            if (_chart.Stacked)
            {
                var below = _chart.Series.Take(index).SelectMany(series => series.Points).Where(other => other.Position == point.Position && double.IsFinite(other.Value)).Sum(other => other.Value);
                Bar(position, below + value, below, color);
                continue;
            }

            if (_chart.Kind == ChartKind.Bars)
                Bar(position, value, _chart.Values.Logarithmic ? _values.From : 0, color);
            if (point is { Low: { } low, High: { } high })
                Whisker(position, _values.EndPlace(low), _values.EndPlace(high));
            if (Horizontal || _chart.Series.Count > 1)
                Marker(position, value, marker, color);
        }
    }

    private void Bar(double position, double value, double start, Color color)
    {
        var bar = new Bar { Position = position, Value = value, ValueBase = start, Size = 0.92 * GroupWidth / (_chart.Stacked ? 1 : _chart.Series.Count), FillColor = color, LineWidth = 0 };
        _plot.Add.Bar(bar);
    }

    private void Whisker(double position, double low, double high)
    {
        var cap = Math.Min(0.12, 0.3 * GroupWidth / _chart.Series.Count);
        Stroke(position, low, position, high);
        Stroke(position - cap, low, position + cap, low);
        Stroke(position - cap, high, position + cap, high);
    }

    private void Stroke(double position, double value, double otherPosition, double otherValue)
    {
        var line = Horizontal ? _plot.Add.Line(value, -position, otherValue, -otherPosition) : _plot.Add.Line(position, value, otherPosition, otherValue);
        line.LineStyle = new LineStyle { Color = ChartStyle.Ink, Width = Hair };
        line.MarkerStyle = new MarkerStyle { IsVisible = false };
    }

    private void Marker(double position, double value, MarkerShape shape, Color color)
    {
        // Whole at the frame's edge, and not at all beyond it.
        if (value < _values.From || value > _values.To)
            return;
        var (x, y) = Horizontal ? (value, -position) : (position, value);
        _plot.Add.Plottable(new UnclippedMarker { X = x, Y = y, MarkerStyle = Symbol(shape, color) });
    }

    private static MarkerStyle Symbol(MarkerShape shape, Color color) =>
        new() { Shape = shape, Size = MarkerSize, FillColor = color, LineColor = ChartStyle.Ink, OutlineColor = ChartStyle.Ink, LineWidth = 0.7f, OutlineWidth = 0.7f };

    private void Bands(int index)
    {
        foreach (var run in Unbroken(_chart.Series[index].Points).Where(run => run.All(p => p is { Low: not null, High: not null })))
        {
            var band = _plot.Add.FillY(
                [.. run.Select(p => _positions.Place(p.Position))], [.. run.Select(p => _values.EndPlace(p.Low!.Value))], [.. run.Select(p => _values.EndPlace(p.High!.Value))]);
            band.FillStyle.Color = StyleOf(index).Color.WithAlpha(0.2);
            band.LineStyle.Width = 0;
        }
    }

    private void Curves(int index)
    {
        var (color, marker, dash) = StyleOf(index);
        foreach (var run in Unbroken(_chart.Series[index].Points))
        {
            var (positions, values) = (run.ConvertAll(p => _positions.Place(p.Position)), run.ConvertAll(p => _values.Place(p.Value)));
            var line = _plot.Add.Scatter(positions, values);
            line.LineStyle = ChartStyle.Line(color, 2, dash, _forSvg);
            line.MarkerStyle = new MarkerStyle { IsVisible = false };
            // Markers at every point of a long curve would hide the curve.
            var step = (run.Count + MostMarkers - 1) / MostMarkers;
            for (var i = 0; i < run.Count; i += step)
                Marker(positions[i], values[i], marker, color);
        }
    }

    // A value that can't be shown breaks the curve.
    private IEnumerable<List<ChartPoint>> Unbroken(IReadOnlyList<ChartPoint> points)
    {
        var run = new List<ChartPoint>();
        foreach (var point in points)
        {
            if (!double.IsNaN(_positions.Place(point.Position) + _values.Place(point.Value)))
            {
                run.Add(point);
                continue;
            }

            if (run.Count > 0)
                yield return run;
            run = [];
        }

        if (run.Count > 0)
            yield return run;
    }

    private void Legend()
    {
        var several = _chart.Series.Count > 1;
        if (!several && _chart.References.Count == 0)
        {
            _plot.HideLegend();
            return;
        }

        for (var i = 0; several && i < _chart.Series.Count; i++)
        {
            var (color, marker, dash) = StyleOf(i);
            var item = Item(_chart.Series[i].Name);
            item.MarkerStyle = Symbol(_chart.Stacked ? MarkerShape.FilledSquare : marker, color);
            if (_chart.Kind == ChartKind.Lines)
                item.LineStyle = ChartStyle.Line(color, 2, dash, _forSvg);
        }

        foreach (var reference in _chart.References)
            Item(reference.Label).LineStyle = LineOf(reference);
        var legend = _plot.Legend;
        legend.DisplayPlottableLegendItems = false;
        (legend.BackgroundColor, legend.ShadowColor, legend.OutlineWidth) = (Colors.Transparent, Colors.Transparent, 0);
        (legend.FontSize, legend.FontColor, legend.SymbolWidth) = (ChartStyle.TickSize, ChartStyle.Ink, 34);
        _plot.ShowLegend(Edge.Right);
    }

    private LegendItem Item(string text)
    {
        var item = new LegendItem { LabelText = ChartStyle.Wrapped(text, ChartStyle.TickSize, 0.3f * _chart.Width) };
        _plot.Legend.ManualItems.Add(item);
        return item;
    }

    /// <summary>One that the frame doesn't cut.</summary>
    private sealed class UnclippedMarker : ScottPlot.Plottables.Marker
    {
        public override void Render(RenderPack rp)
        {
            rp.CanvasState.DisableClipping();
            base.Render(rp);
        }
    }

    private LineStyle LineOf(ChartReference reference) => ChartStyle.Line(ChartStyle.Ink, Hair, ChartStyle.DashOfReference(_chart.References.ToList().IndexOf(reference)), _forSvg);
}
