using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>
/// The world's scenes in steps of a transformation: image i is step i mod steps of scene i / steps. The scene is composed
/// again with the main object in another pose, not resampled, so pixels and planes are as exact as the world's own. The
/// object takes its patterns along; background, clutter, strays, light and what hides a bit of the object stay.
/// </summary>
/// <exception cref="UserError">an option is out of range</exception>
public sealed class TransformedWorld : IWorldSource
{
    private readonly World _world;
    private readonly TransformOptions _options;

    public TransformedWorld(TransformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (_options, _world) = (options, new World(options.World));
    }

    public int Size => _world.Size;

    public long? Count => null;

    /// <inheritdoc/>
    public WorldSample Draw(long index)
    {
        if (index < 0)
            throw new UserError($"transforms: image {index} does not exist; images count from 0");
        var step = (int)(index % _options.Steps);
        return _world.Draw(index / _options.Steps, pose => Changed(pose, step));
    }

    private WorldPose Changed(WorldPose pose, int step)
    {
        var last = _options.Steps - 1;
        // −reach .. +reach in units of 1 / last.
        var share = (2L * step - last) * _options.EffectiveReach;
        return _options.Kind switch
        {
            TransformKind.TranslateX => pose with { CentreX = pose.CentreX + (int)(share * Placement.Side / (100 * last)) },
            TransformKind.TranslateY => pose with { CentreY = pose.CentreY + (int)(share * Placement.Side / (100 * last)) },
            TransformKind.Scale => pose with { HalfSize = pose.HalfSize + (int)(share * pose.HalfSize / (100 * last)) },
            _ => pose with { Rotation = pose.Rotation + (int)(share * Angle.Turn / (360 * last)) },
        };
    }
}
