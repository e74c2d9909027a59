using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Data.ConceptWorld;

namespace VizBench.Cli.Datasets;

/// <summary>Which images of ConceptWorld, how many and how large: the options of every verb that draws them.</summary>
/// <param name="defaultCount">how many images where --count is not given</param>
internal sealed class WorldImageOptions(int defaultCount)
{
    private const int MostImages = 1_000_000;
    private const int DefaultSize = 64;

    private readonly Option<long?> _count = NumberParsing.WholeNumber("--count", $"How many images [default: {defaultCount}]", 1, MostImages);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 0]");
    private readonly Option<long?> _size = NumberParsing.WholeNumber("--size", $"The side of the images in pixels [default: {DefaultSize}]", WorldOptions.SmallestSize, WorldOptions.LargestSize);
    private readonly VariantOptions _variant = new();

    /// <summary>For the verb's command; its own options stand between these and the variants'.</summary>
    public void AddTo(Command command, params IEnumerable<Option> own)
    {
        foreach (var option in new Option[] { _count, _seed, _size }.Concat(own).Concat(_variant.All))
            command.Add(option);
    }

    /// <exception cref="UserError">an unknown variant, or an option of another one</exception>
    public IWorldSource Source(ParseResult arguments) => _variant.Source(arguments, WorldOf(arguments));

    /// <summary>How many images to draw.</summary>
    /// <exception cref="UserError">more are asked for than there are</exception>
    public int Count(ParseResult arguments, IWorldSource source) => VariantOptions.Count(source, arguments.GetValue(_count), defaultCount);

    /// <summary>The title of a contact sheet.</summary>
    public string Title(ParseResult arguments) => _variant.Title(arguments, WorldOf(arguments));

    private WorldOptions WorldOf(ParseResult arguments) => new() { Size = (int)(arguments.GetValue(_size) ?? DefaultSize), Seed = arguments.GetValue(_seed) ?? 0 };
}
