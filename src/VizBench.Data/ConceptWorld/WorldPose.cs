namespace VizBench.Data.ConceptWorld;

/// <summary>Where the main object stands, in whole numbers so that every machine agrees.</summary>
/// <param name="CentreX">1/65536 of the picture's side, from the left edge</param>
/// <param name="CentreY">1/65536 of the picture's side, from the top edge</param>
/// <param name="HalfSize">half the side of the square that the object was designed to fill, 1/65536 of the picture's side</param>
/// <param name="Rotation">clockwise, 1/4096 of a turn; ±130 is ±.2 rad</param>
public readonly record struct WorldPose(int CentreX, int CentreY, int HalfSize, int Rotation);
