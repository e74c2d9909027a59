using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>A unit of a path graph with what it looked at.</summary>
/// <param name="Relevance">what went through it, at the pixels: a signed map as large as the input</param>
/// <param name="References">what excites it most in a dataset, cropped to what it sees there, strongest first</param>
public sealed record PathUnit(string Layer, long Unit, double Amount, RgbImage Relevance, IReadOnlyList<RgbImage> References);
