using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>Images with parts covered, a row for each part.</summary>
/// <param name="Names">of the parts</param>
/// <param name="Pictures">by part, by image</param>
public sealed record PartPictures(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<RgbImage>> Pictures);
