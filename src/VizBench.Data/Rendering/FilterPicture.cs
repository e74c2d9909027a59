using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>Convolution filters over colors or grey as small pictures: mid-grey is 0, a channel's weight adds to or takes from it.</summary>
public static class FilterPicture
{
    private const double Grey = 127.5;

    /// <summary>One filter; each has a scale of its own, as in Zeiler and Fergus' figure, so that faint ones show their shape.</summary>
    /// <param name="filter">(C, H, W), row-major; C is 1 or 3</param>
    /// <param name="scale">the |weight| that gets full colour</param>
    public static RgbImage Of(double[] filter, int height, int width, double scale)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var plane = height * width;
        if (filter.Length != 3 * plane && filter.Length != plane)
            throw new ArgumentException($"neither (1, {height}, {width}) nor (3, {height}, {width}) has {filter.Length} values", nameof(filter));
        var (green, blue) = filter.Length == plane ? (0, 0) : (plane, 2 * plane);
        var image = new RgbImage(width, height);
        for (var i = 0; i < plane; i++)
            image[i % width, i / width] = (Level(filter[i]), Level(filter[green + i]), Level(filter[blue + i]));
        return image;

        byte Level(double weight) => (byte)Math.Round(Grey + Grey * SignedMap.Share(weight, scale));
    }
}
