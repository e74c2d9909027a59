using VizBench.Data.Folders;
using VizBench.Data.Images;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>What is known of a person's own picture, in the network's terms.</summary>
internal static class OwnTruth
{
    /// <summary>
    /// The picture's class: that of its folder, else of the largest labeled region whose label the network knows as a class; and its
    /// region, H × W truths as the network sees them: the one labeled so, else the one of a mask without labels.
    /// </summary>
    /// <param name="named">the class's name; null: not known</param>
    /// <param name="truth">null: not known</param>
    /// <returns>null for what isn't known, and for a region of which nothing is left after cropping</returns>
    /// <exception cref="FileError">a mask can't be read, or doesn't fit the picture</exception>
    internal static (long? Class, bool[]? Region) Of(RgbImage image, string? named, PictureTruth? truth, Architecture architecture)
    {
        var label = named is null ? null : architecture.ClassNamed(named);
        if (truth is null)
            return (label, null);
        var regions = truth.Regions(image).Select(region => (Class: region.Label is null ? null : architecture.ClassNamed(region.Label), region)).ToArray();
        label ??= regions.FirstOrDefault(region => region.Class is not null).Class;
        var mask = regions.FirstOrDefault(region => region.Class is not null && region.Class == label).region ?? regions.FirstOrDefault(region => region.region.Label is null).region;
        var preprocessing = architecture.Preprocessing;
        var seen = mask?.Mask.Prepared((image.Width, image.Height), preprocessing.Resize, preprocessing.Crop, preprocessing.CropWidth ?? preprocessing.Crop);
        return (label, seen?.Contains(true) == true ? seen : null);
    }
}
