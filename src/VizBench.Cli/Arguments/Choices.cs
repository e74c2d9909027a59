using System.CommandLine;
using VizBench.Methods;

namespace VizBench.Cli.Arguments;

/// <summary>Options that take one of a few names.</summary>
internal static class Choices
{
    /// <param name="description">the names are told behind it</param>
    public static Option<T?> Option<T>(string name, string description)
        where T : struct, Enum
    {
        var choices = Names.ChoicesOf<T>();
        return new(name)
        {
            Description = $"{description}: {string.Join(" or ", choices.Keys)}",
            HelpName = "NAME",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (choices.TryGetValue(text, out var value))
                    return value;
                result.AddError($"{name} can't be '{text}': it takes {string.Join(" or ", choices.Keys)}");
                return null;
            },
        };
    }

    /// <summary>Choices separated by commas, each once.</summary>
    /// <exception cref="UserError">no such choice</exception>
    public static T[] ListOf<T>(string option, string text)
        where T : struct, Enum => [.. Parts(text).Select(part => Of<T>(option, part)).Distinct()];

    /// <exception cref="UserError">no such choice</exception>
    public static T Of<T>(string option, string text)
        where T : struct, Enum
    {
        var choices = Names.ChoicesOf<T>();
        return choices.TryGetValue(text, out var value)
            ? value
            : throw new UserError($"{option} can't be '{text}'{NearestNames.Suggestion(text, [.. choices.Keys])}; it is one of {string.Join(", ", choices.Keys)}");
    }

    /// <summary>What stands between commas.</summary>
    public static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A choice as it is written on the command line.</summary>
    public static string NameOf<T>(T choice)
        where T : struct, Enum => Names.ChoicesOf<T>().First(named => named.Value.Equals(choice)).Key;
}
