namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>
/// How light falls off over a shape, p and q running −1 .. 1 over its bounding box:
/// lift + slope·(p, q)·(direction to the light) − roundX·p² − roundY·q². Unit: 1/256 of full light.
/// </summary>
internal readonly record struct Volume(int Lift, int Slope, int RoundX, int RoundY)
{
    public static readonly Volume Even = new(0, 0, 0, 0);
    public static readonly Volume Flat = new(0, 16, 0, 0);
    public static readonly Volume Soft = new(12, 30, 16, 16);
    public static readonly Volume Ball = new(34, 52, 52, 52);
    public static readonly Volume Tube = new(26, 30, 64, 0);
    public static readonly Volume Roll = new(22, 30, 0, 56);
}
