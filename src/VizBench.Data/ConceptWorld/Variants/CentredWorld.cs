using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>
/// The world's scenes with the main object upright in the middle, always of one size, as the frontal views of Zeiler and Fergus
/// 2014, section 4.3: a part lies about where it lies in every other image of the class.
/// </summary>
/// <exception cref="UserError">an option is out of range</exception>
public sealed class CentredWorld(WorldOptions options) : IWorldSource
{
    // Four fifths of the picture.
    private const int HalfSize = Placement.Side * 2 / 5;

    private readonly World _world = new(options);

    public int Size => _world.Size;

    public long? Count => null;

    /// <inheritdoc/>
    public WorldSample Draw(long index) =>
        _world.Draw(index, _ => new WorldPose(Placement.Side / 2, Placement.Side / 2, HalfSize, 0));
}
