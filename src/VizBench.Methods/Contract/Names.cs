using System.Reflection;
using System.Text;

namespace VizBench.Methods;

/// <summary>The spellings in use: options are snake_case, choices kebab-case unless they say otherwise.</summary>
public static class Names
{
    internal static string Snake(string pascal) => Separate(pascal, '_');

    internal static string Choice(Type choices, string member) =>
        choices.GetField(member)!.GetCustomAttribute<ChoiceNameAttribute>()?.Name ?? Separate(member, '-');

    /// <summary>All members of a choice by their texts, in their order.</summary>
    public static IReadOnlyDictionary<string, T> ChoicesOf<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(member => Choice(typeof(T), member.ToString()), StringComparer.Ordinal);

    private static string Separate(string pascal, char separator)
    {
        var text = new StringBuilder();
        foreach (var letter in pascal)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append(separator);
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
