using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace VizBench.Suite;

/// <summary>From a chart's numbers to places on its axis, where logarithms are taken, and back to the labels of its ticks.</summary>
internal sealed class ChartAxisScale
{
    // With fewer decades, the ticks stand at 1, 2 and 5 instead of at powers alone.
    private const double FewDecades = 2;

    private readonly ChartAxis _axis;

    /// <param name="shown">all numbers that the axis shows, ends of intervals included</param>
    /// <param name="margin">the part of the range that is left free at each end</param>
    /// <param name="fromZero">bars begin at zero, if the axis has one</param>
    /// <param name="stopsAtZero">whether the margin below numbers that aren't negative ends at zero</param>
    internal ChartAxisScale(ChartAxis axis, IEnumerable<double> shown, double margin, bool fromZero, bool stopsAtZero)
    {
        _axis = axis;
        var places = shown.Select(Place).Where(double.IsFinite).ToList();
        if (fromZero && !axis.Logarithmic)
            places.Add(0);
        var (low, high) = places.Count == 0 ? (0, 1) : (places.Min(), places.Max());
        if (high - low < 1e-12 * Math.Max(1, Math.Abs(high)))
            (low, high) = (low - 0.5, high + 0.5);
        var room = margin * (high - low);
        From = axis.From is { } from && double.IsFinite(Place(from)) ? Place(from) : low >= 0 && !axis.Logarithmic && (fromZero || (stopsAtZero && room > low)) ? 0 : low - room;
        To = axis.To is { } to && double.IsFinite(Place(to)) ? Place(to) : high + room;
    }

    /// <summary>The place where the axis begins.</summary>
    internal double From { get; }

    /// <summary>The place where the axis ends.</summary>
    internal double To { get; }

    /// <summary>The place of a number; NaN where the axis has none.</summary>
    internal double Place(double value) => _axis.Logarithmic ? value > 0 ? Math.Log10(value) : double.NaN : double.IsFinite(value) ? value : double.NaN;

    /// <summary>The place of an interval's end, which is the axis's own end where it lies beyond.</summary>
    internal double EndPlace(double value) => _axis.Logarithmic && value <= 0 ? From : Math.Clamp(Place(value), From, To);

    /// <param name="place">of a category's number</param>
    internal ITickGenerator Ticks(Func<int, double> place) => (_axis.Categories, _axis.Logarithmic) switch
    {
        ({ } names, _) => new NumericManual([.. names.Select((_, i) => place(i))], [.. names]),
        (null, true) => LogarithmicTicks(),
        _ when _axis.Counts => new NumericAutomatic { LabelFormatter = Label, IntegerTicksOnly = true, MinorTickGenerator = new EvenlySpacedMinorTickGenerator(1) },
        _ => new NumericAutomatic { LabelFormatter = Label },
    };

    private NumericManual LogarithmicTicks()
    {
        var ticks = new NumericManual();
        int[] labeled = To - From > FewDecades ? [1] : [1, 2, 5];
        // Beyond a dozen decades, not every power has room for its label.
        var step = Math.Max(1, (int)Math.Ceiling((To - From) / 12));
        for (var power = (int)Math.Floor(From); power <= To; power++)
        {
            for (var digit = 1; digit <= 9; digit++)
            {
                var place = power + Math.Log10(digit);
                if (place < From || place > To)
                    continue;
                if (labeled.Contains(digit) && power % step == 0)
                    ticks.AddMajor(place, Label(digit * Math.Pow(10, power)));
                else
                    ticks.AddMinor(place);
            }
        }

        return ticks;
    }

    private static string Label(double value)
    {
        if (Math.Abs(value) < 1e-13)
            return "0";
        var text = Math.Abs(value) is >= 1e5 or < 1e-4 ? value.ToString("0.###e0", CultureInfo.InvariantCulture) : value.ToString("0.######", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }
}
