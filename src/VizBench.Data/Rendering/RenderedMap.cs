using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>A map as a picture, with what its colours mean.</summary>
/// <param name="Picture">H × W pixels</param>
/// <param name="Low">the value of the map's first colour; what is lower has the same</param>
/// <param name="High">the value of the map's last colour; what is higher has the same</param>
/// <param name="NonFiniteCount">how many values are NaN or infinite; they are shown in <see cref="NonFinite.Colour"/></param>
public sealed record RenderedMap(RgbImage Picture, double Low, double High, int NonFiniteCount);
