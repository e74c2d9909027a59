using System.Text;
using VizBench.Data.ConceptWorld.Objects;
using VizBench.Data.ConceptWorld.Scenes;

namespace VizBench.Data.ConceptWorld;

/// <summary>The concepts' names by category. In a label plane entry k of a list is the byte k + 1.</summary>
public static class WorldVocabulary
{
    public static IReadOnlyList<string> Classes { get; } = ObjectRecipe.All.Select(recipe => recipe.Name).ToArray();

    public static IReadOnlyList<string> Parts { get; } = NamesOf<Part>();

    public static IReadOnlyList<string> Materials { get; } = NamesOf<Material>();

    public static IReadOnlyList<string> Textures { get; } = NamesOf<Texture>();

    public static IReadOnlyList<string> Colors { get; } = NamesOf<BasicColor>();

    public static IReadOnlyList<string> Scenes { get; } = SceneRecipe.All.Select(recipe => recipe.Name).ToArray();

    /// <summary>The category's own name, as in Broden: color, object, part, material, scene, texture.</summary>
    public static string NameOf(ConceptCategory category) => category.ToString().ToLowerInvariant();

    /// <summary>The names in a category.</summary>
    public static IReadOnlyList<string> Of(ConceptCategory category) => category switch
    {
        ConceptCategory.Color => Colors,
        ConceptCategory.Object => Classes,
        ConceptCategory.Part => Parts,
        ConceptCategory.Material => Materials,
        ConceptCategory.Scene => Scenes,
        _ => Textures,
    };

    /// <summary>The varieties of a class, any of which <see cref="WorldSample.SubType"/> may be.</summary>
    /// <param name="classIndex">0-based, into <see cref="Classes"/></param>
    public static IReadOnlyList<string> SubTypes(int classIndex) => ObjectRecipe.All[classIndex].SubTypes;

    // The members' names in words, "CarBody" as "car body", without the first, which is None.
    private static string[] NamesOf<T>()
        where T : struct, Enum => Enum.GetNames<T>().Skip(1).Select(InWords).ToArray();

    private static string InWords(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
