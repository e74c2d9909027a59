using System.CommandLine;
using System.CommandLine.Parsing;

namespace VizBench.Cli.Running;

/// <summary>What is wrong with a command line, in one line that names the remedy.</summary>
internal static class ParseErrors
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = $"vizbench {PathOf(parsed)}--help";
        if (parsed.UnmatchedTokens is [var unknown, ..])
            return Unknown(unknown, command, help);
        // The parser's sentences end in a full stop; ours go on with the remedy.
        var message = parsed.Errors[0].Message.TrimEnd('.').ReplaceLineEndings(" ");
        return $"{char.ToLowerInvariant(message[0])}{message[1..]}; see {help}";
    }

    private static string Unknown(string token, Command command, string help)
    {
        var where = command.Name;
        if (token.StartsWith('-'))
        {
            var options = command.Options.Where(option => !option.Hidden).Select(option => option.Name);
            return $"{where} has no option '{token}'; the nearest are {string.Join(", ", NearestNames.To(token, options, 3))} (all: {help})";
        }

        return command.Subcommands.Count > 0
            ? $"{(command.Parents.Any() ? where + " has no" : "there is no verb")} '{token}'; the nearest are {string.Join(", ", NearestNames.To(token, command.Subcommands.Select(c => c.Name), 3))} (all: {help})"
            : $"{where} does not take a further argument '{token}'; see {help}";
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result.Parent is CommandResult parent; result = parent)
            names.Insert(0, result.Command.Name + " ");
        return string.Concat(names);
    }
}
