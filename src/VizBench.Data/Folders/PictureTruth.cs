using VizBench.Data.Broden;
using VizBench.Data.Images;

namespace VizBench.Data.Folders;

/// <summary>What is labelled in a picture, read when it is asked for.</summary>
public abstract class PictureTruth
{
    /// <summary>The regions, the largest first.</summary>
    /// <param name="picture">whose regions they are</param>
    /// <exception cref="FileError">a mask can't be read, or doesn't fit the picture</exception>
    public abstract IReadOnlyList<LabeledRegion> Regions(RgbImage picture);
}

/// <summary>A region of a picture.</summary>
/// <param name="Label">what is there; null where the mask doesn't say</param>
public sealed record LabeledRegion(string? Label, RegionMask Mask);

/// <summary>A mask in a file of its own: what isn't black is the region.</summary>
internal sealed class MaskTruth(string path) : PictureTruth
{
    public override IReadOnlyList<LabeledRegion> Regions(RgbImage picture)
    {
        var mask = ImageFiles.Read(path);
        if (mask.Width != picture.Width || mask.Height != picture.Height)
            throw new FileError(path, "size", $"the mask has {mask.Width}×{mask.Height} pixels and its picture {picture.Width}×{picture.Height}; a mask has its picture's size");
        var region = new bool[mask.Width * mask.Height];
        for (var i = 0; i < region.Length; i++)
            region[i] = mask.Pixels.AsSpan(3 * i, 3).ContainsAnyExcept((byte)0);
        // A mask that is all black: there is nothing in this picture.
        return Array.IndexOf(region, true) >= 0 ? [new LabeledRegion(null, new RegionMask(mask.Width, mask.Height, region))] : [];
    }
}

/// <summary>A row of a data set in Broden's layout: its objects, or what all categories label where there is no category "object".</summary>
internal sealed class BrodenTruth(BrodenDataset dataset, BrodenImage image) : PictureTruth
{
    private const string Objects = "object";

    public override IReadOnlyList<LabeledRegion> Regions(RgbImage picture)
    {
        var names = dataset.Categories.Select(category => category.Name).ToArray();
        var pixels = new Dictionary<int, bool[]>();
        foreach (var category in names.Contains(Objects, StringComparer.Ordinal) ? [Objects] : names)
        {
            // A label of the whole picture says nothing of a place.
            foreach (var mask in dataset.ReadLayers(image, category).Select(layer => layer.Mask).OfType<ushort[]>())
                Add(pixels, mask);
        }

        return [.. pixels.OrderByDescending(label => label.Value.Count(pixel => pixel)).ThenBy(label => label.Key)
            .Select(label => new LabeledRegion(dataset.Labels[label.Key], new RegionMask(image.MaskWidth, image.MaskHeight, label.Value)))];
    }

    private static void Add(Dictionary<int, bool[]> pixels, ushort[] mask)
    {
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
                continue;
            if (!pixels.TryGetValue(mask[i], out var region))
                pixels[mask[i]] = region = new bool[mask.Length];
            region[i] = true;
        }
    }
}
