namespace VizBench.Cli.Completion;

/// <summary>The scripts by which shells complete command lines of vizbench; they lie beside this file.</summary>
internal static class CompletionScript
{
    /// <summary>The shells that there is a script for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <exception cref="UserError">a shell that there is no script for</exception>
    public static string For(string shell)
    {
        if (!Shells.Contains(shell, StringComparer.Ordinal))
            throw new UserError($"there is no completion for '{shell}'{NearestNames.Suggestion(shell, Shells)} (there is one for {string.Join(", ", Shells)})");
        using var stream = typeof(CompletionScript).Assembly.GetManifestResourceStream($"completion.{shell}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
