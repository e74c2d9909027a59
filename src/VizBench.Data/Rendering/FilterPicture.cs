using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>Convolution filters over three colour channels as small pictures: grey is 0, a colour channel's weight adds to or takes from it.</summary>
public static class FilterPicture
{
    private const double Grey = 127.5;

    /// <summary>One filter; each has a scale of its own, as in Zeiler and Fergus' figure, so that faint ones show their shape.</summary>
    /// <param name="filter">(3, H, W), row-major</param>
    /// <param name="scale">the |weight| that gets full colour</param>
    public static RgbImage Of(double[] filter, int height, int width, double scale)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var plane = height * width;
        if (filter.Length != 3 * plane)
            throw new ArgumentException($"(3, {height}, {width}) does not have {filter.Length} values", nameof(filter));
        var image = new RgbImage(width, height);
        for (var i = 0; i < plane; i++)
            image[i % width, i / width] = (Level(filter[i]), Level(filter[plane + i]), Level(filter[2 * plane + i]));
        return image;

        byte Level(double weight) => (byte)Math.Round(Grey + Grey * SignedMap.Share(weight, scale));
    }
}
