namespace VizBench.Training;

/// <summary>All that can be trained, by name: reference networks, then generators.</summary>
public static class Recipes
{
    public static IReadOnlyList<ImageRecipe> All { get; } = [.. TrainingRecipes.All, .. GeneratorRecipes.All];

    /// <param name="name">'-' and '_' are the same here, as in the catalogues of networks and generators</param>
    /// <exception cref="UserError">no such recipe; the message lists what there is</exception>
    public static ImageRecipe Named(string name) => Named(All, name);

    internal static T Named<T>(IReadOnlyList<T> recipes, string name)
        where T : ImageRecipe =>
        recipes.FirstOrDefault(recipe => string.Equals(recipe.Name, name.Replace('_', '-'), StringComparison.Ordinal))
        ?? throw new UserError($"there is no recipe for '{name}'; there are {string.Join(", ", recipes.Select(recipe => recipe.Name))}");
}
