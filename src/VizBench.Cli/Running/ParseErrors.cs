using System.CommandLine;
using System.CommandLine.Parsing;

namespace VizBench.Cli.Running;

/// <summary>What is wrong with a command line, in one line that names the remedy.</summary>
internal static class ParseErrors
{
    /// <param name="words">of the command line, as they were given</param>
    public static string Describe(ParseResult parsed, IReadOnlyList<string> words)
    {
        var command = parsed.CommandResult.Command;
        var help = $"vizbench {PathOf(parsed)}--help";
        if (OptionAsArgument(parsed, words) is { } option)
            return option;
        if (parsed.UnmatchedTokens is [var unknown, ..])
            return Unknown(unknown, parsed, command, help);
        // The parser's sentences end in a full stop; ours go on with the remedy.
        var message = parsed.Errors[0].Message.TrimEnd('.').ReplaceLineEndings(" ");
        return $"{char.ToLowerInvariant(message[0])}{message[1..]}; see {help}";
    }

    /// <summary>What to say of a word in a verb's place that is none; null where there is no such word. It matters to --help too.</summary>
    public static string? UnknownVerb(ParseResult parsed) => parsed.CommandResult.Command is { Subcommands.Count: > 0 } command
        && parsed.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-')) is { } unknown
        ? Unknown(unknown, parsed, command, $"vizbench {PathOf(parsed)}--help")
        : null;

    /// <summary>What to say of an option that isn't one and stands where an argument, or a further value of an option, may: null where there is none. Behind -- anything is an argument, and behind an equals sign anything a value.</summary>
    /// <param name="words">of the command line, as they were given</param>
    public static string? OptionAsArgument(ParseResult parsed, IReadOnlyList<string> words)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return null;
        var taken = command.Arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? []).Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value[0] == '-')
            ?? command.Options.SelectMany(option => parsed.GetResult(option)?.Tokens ?? []).Select(token => token.Value).FirstOrDefault(value => value is ['-', '-', >= 'a' and <= 'z', ..] && words.Contains(value, StringComparer.Ordinal));
        return taken is null ? null : Unknown(taken, parsed, command, $"vizbench {PathOf(parsed)}--help");
    }

    private static string Unknown(string token, ParseResult parsed, Command command, string help)
    {
        var where = command.Parents.Any() ? PathOf(parsed).TrimEnd() : command.Name;
        if (token.StartsWith('-'))
        {
            if (command.Arguments.FirstOrDefault(argument => string.Equals("--" + argument.Name, token, StringComparison.OrdinalIgnoreCase)) is { } argument)
                return $"{where} has no option '{token}': {argument.Name} is given without one, vizbench {PathOf(parsed)}{argument.Name} … (see {help})";
            var options = command.Options.Where(option => !option.Hidden).Select(option => option.Name);
            return $"{where} has no option '{token}'{NearestNames.Suggestion(token, options)} (all: {help})";
        }

        if (command.Subcommands.Count > 0)
            return $"{(command.Parents.Any() ? where + " has no" : "there is no verb")} '{token}'{NearestNames.Suggestion(token, command.Subcommands.Select(c => c.Name))} (all: {help})";
        var missing = command.Options.FirstOrDefault(option => option.Required && parsed.GetResult(option) is null or { Implicit: true });
        return $"{where} does not take a further argument '{token}'{(missing is null ? "" : $"; did you mean {missing.Name} {token}?")} (see {help})";
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result.Parent is CommandResult parent; result = parent)
            names.Insert(0, result.Command.Name + " ");
        return string.Concat(names);
    }
}
