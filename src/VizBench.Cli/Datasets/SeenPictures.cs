using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Suite;

namespace VizBench.Cli.Datasets;

/// <summary>The pictures that a verb looks through: ConceptWorld's, or a person's own.</summary>
/// <param name="Own">null: ConceptWorld's</param>
/// <param name="Count">how many, from the first</param>
internal sealed record SeenPictures(PictureSet? Own, WorldOptions World, long Count)
{
    public PictureSequence Source { get; } = Own is null ? PictureSequence.Of(new World(World)) : PictureSequence.Of(Own);

    /// <summary>The names of a person's own pictures, as documents have them; null: ConceptWorld's have none.</summary>
    public IEnumerable<string>? Names => Own?.Pictures.Select(picture => picture.Name);

    /// <summary>Which world, as documents have it; null: the pictures are a person's own.</summary>
    public WorldFacts? Facts => Own is null ? new WorldFacts(World.Seed, World.Size) : null;

    internal sealed record WorldFacts(long Seed, int Size);
}

/// <summary>The options that name such pictures.</summary>
/// <param name="done">what is done with the pictures, for the help: "are laid out"</param>
/// <param name="usual">how many of ConceptWorld's where --images is not given</param>
internal sealed class SeenPicturesOptions(string done, long usual)
{
    public Option<long?> Images { get; } = NumberParsing.WholeNumber("--images", $"Images that {done} [default: {usual} of ConceptWorld, or all pictures of --input]", 1);

    public Option<string[]> Input { get; } = new("--input")
    {
        Description = "Pictures to look through in place of ConceptWorld's: a folder (its sub-folders too), or a file; several times for more",
        HelpName = "FOLDER|FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>What was passed over is told on stderr.</summary>
    /// <param name="world">that is looked through where no pictures are named</param>
    /// <inheritdoc cref="PictureSet.Of"/>
    public SeenPictures Of(ParseResult arguments, WorldOptions world, Session session)
    {
        var own = arguments.GetValue(Input) is { Length: > 0 } paths ? session.Pictures(paths, arguments.GetValue(Images)) : null;
        return new SeenPictures(own, world, own?.Pictures.Count ?? arguments.GetValue(Images) ?? usual);
    }
}
