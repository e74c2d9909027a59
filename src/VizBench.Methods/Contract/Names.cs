using System.Reflection;
using System.Text;

namespace VizBench.Methods;

/// <summary>The spellings in use: options are snake_case, choices kebab-case unless they say otherwise.</summary>
internal static class Names
{
    internal static string Snake(string pascal) => Separate(pascal, '_');

    internal static string Choice(Type choices, string member) =>
        choices.GetField(member)!.GetCustomAttribute<ChoiceNameAttribute>()?.Name ?? Separate(member, '-');

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
