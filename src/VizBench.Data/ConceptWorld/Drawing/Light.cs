namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>The light of a scene.</summary>
/// <param name="TowardsX">direction to the light, 1/256; negative is left</param>
/// <param name="TowardsY">direction to the light, 1/256; negative is up</param>
/// <param name="Red">the light's colour, 256 is neutral</param>
/// <param name="Green">the light's colour, 256 is neutral</param>
/// <param name="Blue">the light's colour, 256 is neutral</param>
/// <param name="Vignette">darkening of the corners, 1/256</param>
/// <param name="Shadow">darkness of shadows, 1/256</param>
internal readonly record struct Light(int TowardsX, int TowardsY, int Red, int Green, int Blue, int Vignette, int Shadow);
