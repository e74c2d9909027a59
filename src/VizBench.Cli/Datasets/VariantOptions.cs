using System.CommandLine;
using System.Globalization;
using VizBench.Cli.Arguments;
using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;

namespace VizBench.Cli.Datasets;

/// <summary>The options that choose a variant of ConceptWorld, shared by the verbs that draw it.</summary>
internal sealed class VariantOptions
{
    private const string Shortcut = "shortcut";
    private const string Shuffled = "shuffled-labels";
    private const string Probes = "single-concept";
    private const string Transforms = "transforms";

    private static readonly string[] s_variants = [Shortcut, Shuffled, Probes, Transforms];
    private static readonly string[] s_motions = ["translate-x", "translate-y", "scale", "rotate"];
    private static readonly string[] s_categories = ["color", "part", "material", "texture"];

    private readonly Option<string?> _variant = new("--variant") { Description = $"{Shortcut}, {Shuffled}, {Probes} or {Transforms}", HelpName = "NAME" };
    private readonly Option<string?> _class = new("--class") { Description = "shortcut: the class that is marked", HelpName = "CLASS" };
    private readonly Option<string?> _fraction = new("--fraction") { Description = "shortcut: the share of the class's images with the mark [default: .9]", HelpName = "0..1" };
    private readonly Option<long?> _mark = NumberParsing.WholeNumber("--mark-size", "shortcut: the mark's side in per cent of the picture's [default: 10]", ShortcutOptions.SmallestMark, ShortcutOptions.LargestMark);
    private readonly Option<string?> _category = new("--category") { Description = "single-concept: color, part, material or texture [default: texture]", HelpName = "NAME" };
    private readonly Option<string?> _concept = new("--concept") { Description = "single-concept: one of the category instead of all", HelpName = "NAME" };
    private readonly Option<string?> _motion = new("--motion") { Description = "transforms: translate-x, translate-y, scale or rotate [default: rotate]", HelpName = "NAME" };
    private readonly Option<long?> _steps = NumberParsing.WholeNumber("--steps", "transforms: how many steps of each scene [default: 9]", 2, TransformOptions.MostSteps);
    private readonly Option<long?> _reach = NumberParsing.WholeNumber("--reach", "transforms: the last step, in per cent or degrees [default: 25, 50 for scale, 90 for rotate]", 1, 360);

    /// <summary>For the verb's command.</summary>
    public IEnumerable<Option> All => [_variant, _class, _fraction, _mark, _category, _concept, _motion, _steps, _reach];

    /// <exception cref="UserError">an unknown name, a number out of range, or an option of another variant</exception>
    public IWorldSource Source(ParseResult arguments, WorldOptions world)
    {
        var variant = arguments.GetValue(_variant);
        if (variant is not null && !s_variants.Contains(variant, StringComparer.Ordinal))
            throw new UserError($"--variant can't be '{variant}'; it takes {string.Join(", ", s_variants)}");
        Belong(arguments, variant, Shortcut, _class, _fraction, _mark);
        Belong(arguments, variant, Probes, _category, _concept);
        Belong(arguments, variant, Transforms, _motion, _steps, _reach);
        return variant switch
        {
            Shortcut => new ShortcutWorld(ShortcutOf(arguments, world)),
            Shuffled => new ShuffledLabels(world),
            Probes => new ProbeWorld(ProbesOf(arguments, world)),
            Transforms => new TransformedWorld(TransformsOf(arguments, world)),
            _ => new World(world),
        };
    }

    /// <summary>The title of a contact sheet.</summary>
    public string Title(ParseResult arguments, WorldOptions world) =>
        $"ConceptWorld, seed {world.Seed}{(arguments.GetValue(_variant) is { } variant ? $": {variant}" : "")}";

    /// <summary>The number of images to draw, checked against what there is.</summary>
    /// <exception cref="UserError">more are asked for than there are</exception>
    public static int Count(IWorldSource source, long? asked, int byDefault)
    {
        var count = asked ?? Math.Min(byDefault, source.Count ?? byDefault);
        return count <= (source.Count ?? count) ? (int)count : throw new UserError($"--count {count}: this variant has {source.Count} images; ask for at most so many");
    }

    private static void Belong(ParseResult arguments, string? variant, string owner, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            if (!string.Equals(variant, owner, StringComparison.Ordinal) && arguments.GetResult(option) is { Implicit: false })
                throw new UserError($"{option.Name} belongs to --variant {owner}; leave it out or name that variant");
        }
    }

    private ShortcutOptions ShortcutOf(ParseResult arguments, WorldOptions world)
    {
        var name = arguments.GetValue(_class) ?? throw new UserError($"--variant {Shortcut} needs --class CLASS, one of {string.Join(", ", World.Classes)}");
        var text = arguments.GetValue(_fraction) ?? ".9";
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fraction) || fraction > 1 || fraction * 1000 % 1 != 0)
            throw new UserError($"--fraction can't be '{text}': it takes a number from 0 to 1 with at most three decimals");
        var options = new ShortcutOptions { World = world, Class = Index("--class", name, World.Classes), PerMille = (int)(fraction * 1000) };
        return arguments.GetValue(_mark) is { } mark ? options with { MarkPercent = (int)mark } : options;
    }

    private ProbeOptions ProbesOf(ParseResult arguments, WorldOptions world)
    {
        var name = s_categories[Index("--category", arguments.GetValue(_category) ?? "texture", s_categories)];
        var category = Enum.Parse<ConceptCategory>(name, ignoreCase: true);
        var concept = arguments.GetValue(_concept);
        return new ProbeOptions { World = world, Category = category, Concept = concept is null ? null : Index("--concept", concept, WorldVocabulary.Of(category)) };
    }

    private TransformOptions TransformsOf(ParseResult arguments, WorldOptions world)
    {
        var options = new TransformOptions
        {
            World = world,
            Kind = (TransformKind)Index("--motion", arguments.GetValue(_motion) ?? "rotate", s_motions),
            Reach = (int?)arguments.GetValue(_reach),
        };
        return arguments.GetValue(_steps) is { } steps ? options with { Steps = (int)steps } : options;
    }

    private static int Index(string option, string name, IReadOnlyList<string> known)
    {
        var index = known.ToList().IndexOf(name);
        return index >= 0 ? index : throw new UserError($"{option} can't be '{name}'{NearestNames.Suggestion(name, known)} (there are {string.Join(", ", known)})");
    }
}
