using VizBench.Cli.Running;
using VizBench.Data.Broden;
using VizBench.Data.ConceptWorld;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Dissecting;

/// <summary>Which pictures a network is dissected with, as named on the command line.</summary>
/// <param name="Folders">a folder in Broden's layout, or pictures of a person's own; empty: none</param>
/// <param name="Probes">categories of ConceptWorld's single concepts; null: none</param>
/// <param name="Images">how many; null: the default, or all</param>
internal sealed record LabeledPictures(IReadOnlyList<string> Folders, string? Probes, long? Images)
{
    private const int DefaultImages = 1000;

    /// <summary>Whether they are scenes of ConceptWorld, with all of its concepts.</summary>
    internal bool IsWorld => Folders.Count == 0 && Probes is null;

    /// <exception cref="UserError">no such folder or category, or both are named</exception>
    internal ConceptDataset Open(WorldOptions world, Session session)
    {
        if (IsWorld)
            return ConceptDataset.Of(world, Images ?? DefaultImages);
        if (Probes is not null)
        {
            if (Folders.Count > 0 || Images is not null)
                throw new UserError("--probes names its own pictures; leave out --input and --images");
            return ConceptDataset.OfProbes(world, CategoriesOf(Probes));
        }

        if (Folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "index.csv"))) is not { } broden)
        {
            var pictures = session.Pictures(Folders, Images);
            return ConceptDataset.OfColors(pictures, FormattableString.Invariant($"the colors of {Counted.Of(pictures.Pictures.Count, "picture")} of {string.Join(", ", Folders.Select(ShownPath.Of))}"));
        }

        if (Folders.Count > 1)
            throw new UserError($"--input {broden} is a data set in Broden's layout, which is dissected with alone; name it once, and nothing beside it");
        return ConceptDataset.Of(BrodenDataset.Open(broden), Images);
    }

    private static ConceptCategory[] CategoriesOf(string text) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Select(name => Enum.GetValues<ConceptCategory>().Where(category => string.Equals(WorldVocabulary.NameOf(category), name, StringComparison.Ordinal)).Select(category => (ConceptCategory?)category).FirstOrDefault()
            is { } known and not (ConceptCategory.Object or ConceptCategory.Scene)
            ? known
            : throw new UserError($"--probes can't be '{name}': it takes color, part, material and texture, separated by commas; objects and scenes can't be shown alone")),
    ];
}
