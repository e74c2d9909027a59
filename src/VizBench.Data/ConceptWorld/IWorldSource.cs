namespace VizBench.Data.ConceptWorld;

/// <summary>
/// A numbered sequence of pictures with their truth: the world itself or one of its variants. Picture i is the same bytes
/// on every machine, in any order and from any thread.
/// </summary>
public interface IWorldSource
{
    /// <summary>The side of the pictures in pixels.</summary>
    int Size { get; }

    /// <summary>How many pictures there are; null where there is no end.</summary>
    long? Count { get; }

    /// <exception cref="UserError">there is no such picture</exception>
    WorldSample Draw(long index);
}
