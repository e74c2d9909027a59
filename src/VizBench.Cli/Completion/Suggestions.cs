using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using VizBench.Cli.Output;
using VizBench.Cli.Running;

namespace VizBench.Cli.Completion;

/// <summary>
/// The directive [suggest:POSITION] TEXT, which the shells' scripts call: prints, one a line, what the word at a position of a command
/// line may become. The text is the line behind the program's name; without a position the cursor is at its end. Nothing is run.
/// </summary>
internal static partial class Suggestions
{
    /// <summary>Whether a command line begins with a directive, of whatever name.</summary>
    public static bool AreAskedFor(string[] args) => args is [['[', ..], ..];

    /// <exception cref="UserError">another directive, or a position that is none</exception>
    public static int Print(string[] args, CommandTree tree, Terminal terminal)
    {
        var directive = Directive().Match(args[0]);
        if (!directive.Success)
            throw new UserError($"there is no directive '{args[0]}'; [suggest:POSITION] is the only one, and vizbench completion writes the script that calls it");
        string[] rest = [.. directive.Groups["rest"].Value is { Length: > 0 } joined ? [joined] : Array.Empty<string>(), .. args[1..]];
        var text = string.Join(' ', rest);
        var position = text.Length;
        if (directive.Groups["position"] is { Success: true } given && !int.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out position))
            throw new UserError($"{args[0]}: the position is too large; give the cursor's place in the command line");
        foreach (var suggestion in Of(tree, text, position))
            terminal.Out.WriteLine(suggestion);
        return ExitCodes.Fine;
    }

    /// <param name="text">the command line behind the program's name</param>
    /// <param name="position">of the cursor, from 0; behind the text: as if spaces stood there</param>
    internal static IReadOnlyList<string> Of(CommandTree tree, string text, int position)
    {
        // Only what stands before the cursor decides.
        var before = WithoutSwitches(tree, position <= text.Length ? text[..position] : text + " ");
        if (HelpOf().Match(before) is { Success: true } help)
        {
            // Behind help stands a command line whose options don't matter.
            var asked = before[help.Length..];
            return [.. Of(tree, asked, asked.Length).Where(suggestion => !suggestion.StartsWith('-'))];
        }

        var word = before[(before.LastIndexOfAny([' ', '\t']) + 1)..];
        if (word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
        {
            // --option=value is --option value in one word.
            var rest = before[..^(word.Length - equals)] + " " + word[(equals + 1)..];
            return [.. Of(tree, rest, rest.Length).Where(value => !value.StartsWith('-')).Select(value => word[..(equals + 1)] + value)];
        }

        CompletionValues.AddTo(tree.Root);
        using var plugins = CompletionValues.PluginsOf(Parse(tree, before));
        // Behind an option that takes several values the parser waits for more of them.
        before = NamedPlugin().Replace(before, "");
        var parsed = Parse(tree, before);
        // Below an unknown verb nothing is known.
        if (parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Any(token => !string.Equals(token, word, StringComparison.Ordinal)))
            return [];
        string[] suggestions = [.. parsed.GetCompletions(before.Length)
            .Select(item => item.InsertText ?? item.Label)
            .Where(suggestion => suggestion.StartsWith(word, StringComparison.Ordinal) && IsFullName(suggestion))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return word.Length == 0 && IsAskedFor(parsed) ? [.. suggestions.Where(suggestion => !suggestion.StartsWith('-'))] : suggestions;
    }

    private static ParseResult Parse(CommandTree tree, string line) => tree.Root.Parse(line, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The line from its verb on: switches of every verb, such as --quiet, may stand before it.</summary>
    private static string WithoutSwitches(CommandTree tree, string line)
    {
        var switches = tree.Root.Options.OfType<Option<bool>>().Where(option => option.Recursive).SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet(StringComparer.Ordinal);
        while (FirstWord().Match(line) is { Success: true } first && switches.Contains(first.Groups["word"].Value))
            line = line[first.Length..];
        return line;
    }

    /// <summary>Not an option's short form.</summary>
    private static bool IsFullName(string suggestion) => !suggestion.StartsWith('/') && (!suggestion.StartsWith('-') || suggestion.StartsWith("--", StringComparison.Ordinal));

    /// <summary>Whether a verb or a required argument comes next: options would hide it, or the files that a shell offers where nothing is suggested.</summary>
    private static bool IsAskedFor(ParseResult parsed) => parsed.CommandResult.Command is var command
        && (command.Subcommands.Count > 0 || command.Arguments.Any(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 }));

    [GeneratedRegex(@"^\s*(?<word>\S+)\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"^\s*help\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HelpOf();

    [GeneratedRegex(@"(?<=\s)--plugin(\s+|=)\S+\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedPlugin();

    [GeneratedRegex(@"^\[suggest(?::(?<position>\d+))?\](?:\s+(?<rest>.*))?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Directive();
}
