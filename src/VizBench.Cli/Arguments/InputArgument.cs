using System.Globalization;

namespace VizBench.Cli.Arguments;

/// <summary>What one --input names: a picture, a .npy array, an image of ConceptWorld or a painting, with a role or without.</summary>
/// <param name="Role">"content", "style" and the like; null for the plain inputs, which form the batch</param>
/// <param name="Path">the file; null for what is drawn</param>
/// <param name="World">seed and index of an image of ConceptWorld; null for a file</param>
internal sealed record InputArgument(string? Role, string? Path, (long Seed, long Index)? World)
{
    private const string WorldPrefix = "world:";
    private const string PaintingPrefix = "painting:";
    private const string Forms = "give a .png, .jpg or .npy file, a folder of pictures, world:SEED:INDEX or painting:NAME";

    /// <summary>Name and seed of a painting; null for anything else.</summary>
    public (string Name, long Seed)? Painting { get; init; }

    /// <summary>In place of the file's name in captions; null: that.</summary>
    public string? Caption { get; init; }

    /// <summary>The name under which the input appears in captions.</summary>
    public string Name => Caption is not null ? Caption
        : World is { } world ? $"{WorldPrefix}{world.Seed}:{world.Index}"
        : Painting is { } painting ? $"{PaintingPrefix}{painting.Name}{(painting.Seed == 0 ? "" : FormattableString.Invariant($":{painting.Seed}"))}"
        : System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path!));

    public bool IsArray => Path is not null && string.Equals(System.IO.Path.GetExtension(Path), ".npy", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="UserError">world: without its two numbers, a painting that there is not, or nothing after the role</exception>
    public static InputArgument Parse(string text)
    {
        var (role, rest) = (default(string), text);
        var at = text.IndexOf('=', StringComparison.Ordinal);
        // A file's name may hold an equals sign; a role is a short word, perhaps with a number, and the file named so isn't there.
        if (at > 0 && text.AsSpan(0, at).TrimEnd("0123456789") is { Length: > 0 } word && word.IndexOfAnyExceptInRange('a', 'z') < 0 && !File.Exists(text))
            (role, rest) = (text[..at], text[(at + 1)..]);
        if (rest.Length == 0)
            throw new UserError($"--input {text}: no file is named; {Forms}");
        if (rest.StartsWith(PaintingPrefix, StringComparison.Ordinal) && !File.Exists(rest))
            return new InputArgument(role, null, null) { Painting = ParsePainting(rest) };
        return rest.StartsWith(WorldPrefix, StringComparison.Ordinal) && !File.Exists(rest)
            ? new InputArgument(role, null, ParseWorld(rest))
            : new InputArgument(role, rest, null);
    }

    private static (long Seed, long Index) ParseWorld(string text)
    {
        var parts = text[WorldPrefix.Length..].Split(':');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (seed, index)
            : throw new UserError($"--input {text}: an image of ConceptWorld is named world:SEED:INDEX with two whole numbers, for example world:1000:0");
    }

    private static (string Name, long Seed) ParsePainting(string text)
    {
        var parts = text[PaintingPrefix.Length..].Split(':');
        var seed = 0L;
        if (parts.Length > 2 || (parts.Length == 2 && !long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed)))
            throw new UserError($"--input {text}: a painting is named painting:NAME or painting:NAME:SEED with a whole number, for example painting:strokes:1");
        Data.Paintings.Painting.CheckName(parts[0]);
        return (parts[0], seed);
    }
}
