using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>The recipes of the reference networks, by name.</summary>
public static class TrainingRecipes
{
    public static IReadOnlyList<TrainingRecipe> All { get; } =
    [
        new()
        {
            Name = VggMini.Name,
            Trained = VggMini.BuildForTraining,
            Shipped = VggMini.Build,
            Adversary = new AdversaryOptions(),
        },
    ];

    /// <exception cref="UserError">no such recipe; the message lists what there is</exception>
    public static TrainingRecipe Named(string name) => All.FirstOrDefault(recipe => string.Equals(recipe.Name, name, StringComparison.Ordinal))
        ?? throw new UserError($"there is no recipe for '{name}'; there are {string.Join(", ", All.Select(recipe => recipe.Name))}");
}
