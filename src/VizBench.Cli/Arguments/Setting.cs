namespace VizBench.Cli.Arguments;

/// <summary>The key=value pairs of --set.</summary>
internal static class Setting
{
    /// <exception cref="UserError">no equals sign, or a key given twice</exception>
    public static IReadOnlyDictionary<string, string> ParseAll(IEnumerable<string> texts)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new UserError($"--set {text}: it takes key=value, for example --set baseline=0.5");
            if (!settings.TryAdd(text[..at], text[(at + 1)..]))
                throw new UserError($"--set gives {text[..at]} twice; keep one");
        }

        return settings;
    }
}
