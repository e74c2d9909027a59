namespace VizBench.Files;

/// <summary>
/// Finds what the product brings along: models/, suites/, golden/. In a checkout they lie at its root, in a packed build
/// beside the program; VIZBENCH_HOME names the folder outright.
/// </summary>
public static class ProductFiles
{
    private const string RootMark = "suites";

    /// <summary>The folder that holds models/, suites/ and golden/.</summary>
    /// <exception cref="UserError">no such folder above the program</exception>
    public static string Root { get; } = Find();

    public static string Models => Path.Combine(Root, "models");

    public static string Suites => Path.Combine(Root, "suites");

    public static string Golden => Path.Combine(Root, "golden");

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("VIZBENCH_HOME") is { Length: > 0 } home)
        {
            return Directory.Exists(Path.Combine(home, RootMark))
                ? home
                : throw new UserError($"VIZBENCH_HOME names {home}, which has no folder {RootMark}/; name the folder that holds models/, suites/ and golden/");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, RootMark)) && Directory.Exists(Path.Combine(folder.FullName, "models")))
                return folder.FullName;
        }

        throw new UserError($"no folder with models/ and suites/ above {AppContext.BaseDirectory}; set VIZBENCH_HOME to the checkout");
    }
}
