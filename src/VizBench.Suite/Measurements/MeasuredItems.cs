using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>Files that belong together, read and found to fit one another.</summary>
internal sealed class MeasuredItems
{
    private readonly MeasuredArray _first;
    private readonly MeasuredArray? _second;
    private readonly MeasuredArray? _mask;

    private MeasuredItems(MeasuredArray first, MeasuredArray? second, MeasuredArray? mask) => (_first, _second, _mask) = (first, second, mask);

    internal string File => _first.File;

    /// <summary>One for each item; where the file is a batch of maps (N,H,W), as its masks say, for each of these.</summary>
    internal IEnumerable<string> Names => _first.Names;

    /// <summary>Those of the files with values that are NaN or infinite.</summary>
    internal IEnumerable<NotFinite> NotFinite => new[] { _first, _second }.OfType<MeasuredArray>().Select(file => file.NotFinite).OfType<NotFinite>();

    /// <exception cref="FileError">a file that can't be read or has another size than its partner</exception>
    internal static MeasuredItems Read(MeasuredFiles files)
    {
        var first = MeasuredArray.Read(files.First);
        var second = files.Second is null ? null : MeasuredArray.Read(files.Second);
        var mask = files.Mask is null ? null : MeasuredArray.Read(files.Mask);
        // (N,H,W) maps with as many masks: a batch, not one picture of N channels.
        if (mask is { Axes: 3, IsPicture: false } && first is { Axes: 3, IsPicture: false } && first.Shape[1] == mask.Shape[1])
            (first, second, mask) = (AsItems(first), second is { Axes: 3, IsPicture: false } ? AsItems(second) : second, AsItems(mask));
        if (second is not null && !second.Shape.SequenceEqual(first.Shape))
            throw new FileError(second.File, "size", $"it is {Size(second)} and {first.File} is {Size(first)}; two files are compared at one size");
        if (mask is not null && (mask.Shape[0] != first.Shape[0] || !mask.Shape[2..].SequenceEqual(first.Shape[2..])))
            throw new FileError(mask.File, "size", $"it is {Size(mask)} and {first.File} is {Size(first)}; a mask has its map's height and width, and there are as many masks as maps");
        return new MeasuredItems(first, second, mask);
    }

    /// <summary>Whether a metric means something here: that of masks nothing for pictures.</summary>
    internal bool Suits(MetricDescription metric) => metric.Takes != MetricInput.MaskPairs || (_first.IsMask && _second!.IsMask);

    /// <summary>A metric's number of each item.</summary>
    /// <param name="range">greatest less least possible value; null: 1 where all values lie in 0 … 1</param>
    /// <exception cref="ArgumentException">what the metric refuses</exception>
    /// <exception cref="FileError">a file that is no map or mask, where one is needed</exception>
    internal double[] Values(MetricDescription metric, double? range)
    {
        using var scope = NewDisposeScope();
        if (metric.Call!.NeedsRange && range is null && !(_first.IsInUnitRange && _second!.IsInUnitRange))
            throw new ArgumentException("values lie beyond 0 … 1, so their range isn't known; say with --range how far apart the greatest and the least possible value are");
        if (!Suits(metric))
            throw new ArgumentException("the two files are no masks, which hold 0 and 1 (black and white) only");
        var (first, second) = metric.Takes switch
        {
            MetricInput.Pictures => (_first.ToTensor(), null),
            MetricInput.MapsAndMasks => (_first.ToMaps(), (Tensor?)_mask!.ToMasks()),
            MetricInput.MaskPairs => (_first.ToMasks(), _second!.ToMasks()),
            _ => (_first.ToTensor(), _second!.ToTensor()),
        };
        return metric.Takes == MetricInput.MapsAndMasks ? TruthMetrics.Of(metric.Id, first, second!) : metric.Call.Values(first, second, range ?? 1);
    }

    private static MeasuredArray AsItems(MeasuredArray array) => array with { Shape = [array.Shape[1], 1, .. array.Shape[2..]] };

    private static string Size(MeasuredArray array) => array.Shape[0] == 1 ? array.Size : FormattableString.Invariant($"{array.Shape[0]} of {array.Size}");
}
