namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>Takes a recipe's own coordinates (±1000 fill its square, y down) to the picture's (65536 is its side).</summary>
internal readonly struct Placement(WorldPose pose)
{
    /// <summary>The picture's side in scene units.</summary>
    public const int Side = 65536;

    public WorldPose Pose { get; } = pose;

    public int Cos { get; } = Angle.Cos(pose.Rotation);

    public int Sin { get; } = Angle.Sin(pose.Rotation);

    /// <summary>The whole picture, unrotated: −1000 and 1000 are its edges.</summary>
    public static Placement WholePicture => new(new WorldPose(Side / 2, Side / 2, Side / 2, 0));

    public (int X, int Y) Apply(int x, int y)
    {
        var along = ((long)x * Cos - (long)y * Sin) * Pose.HalfSize / (1000L * Angle.One);
        var down = ((long)x * Sin + (long)y * Cos) * Pose.HalfSize / (1000L * Angle.One);
        return (Pose.CentreX + (int)along, Pose.CentreY + (int)down);
    }
}
