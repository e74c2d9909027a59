using VizBench.Networks;

namespace VizBench.Training;

/// <summary>
/// How smooth first-layer filters are: the correlation of neighbouring weights, Σ v·v′ over all horizontal and vertical
/// neighbours divided by their number and by the mean of v². White noise has 0 and a filter of one colour 1; edges and blobs
/// lie well above a half.
/// </summary>
/// <param name="Layer">the convolution that reads the input</param>
/// <param name="Median">over the filters that are alive</param>
/// <param name="Dead">filters that weight decay has put out: their l2 norm is less than a fiftieth of the largest</param>
public sealed record FilterSmoothness(string Layer, int Filters, double Median, int Dead)
{
    private const double DeadShare = 0.02;

    /// <exception cref="UserError">filters of one pixel, which have no neighbours, or of zeros alone</exception>
    public static FilterSmoothness Of(FirstLayerFilters filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (filters.Height * filters.Width == 1)
            throw new UserError($"{filters.Layer}'s filters have one pixel each: there are no neighbours to compare");
        double[] norms = [.. filters.Values.Select(filter => Math.Sqrt(filter.Sum(v => v * v)))];
        var alive = filters.Values.Where((_, i) => norms[i] > 0 && norms[i] >= DeadShare * norms.Max()).Select(filter => OfOne(filter, filters.Height, filters.Width)).Order().ToArray();
        if (alive.Length == 0)
            throw new UserError($"{filters.Layer}'s filters are all zero, or no numbers");
        var median = (alive[(alive.Length - 1) / 2] + alive[alive.Length / 2]) / 2;
        return new FilterSmoothness(filters.Layer, norms.Length, Math.Round(median, 3), norms.Length - alive.Length);
    }

    /// <summary>Of one filter, between −1 and about 1.</summary>
    /// <param name="filter">(C, H, W), row-major, not all zero</param>
    internal static double OfOne(double[] filter, int height, int width)
    {
        var (products, pairs) = (0.0, 0);
        for (var i = 0; i < filter.Length; i++)
        {
            var (x, y) = (i % width, i / width % height);
            if (x + 1 < width)
                (products, pairs) = (products + filter[i] * filter[i + 1], pairs + 1);
            if (y + 1 < height)
                (products, pairs) = (products + filter[i] * filter[i + width], pairs + 1);
        }

        return products / pairs / (filter.Sum(v => v * v) / filter.Length);
    }
}
