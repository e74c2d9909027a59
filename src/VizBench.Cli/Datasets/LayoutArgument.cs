using System.CommandLine;

namespace VizBench.Cli.Datasets;

/// <summary>The layouts of data sets that are written and read.</summary>
internal static class LayoutArgument
{
    public const string Folder = "folder";
    public const string Broden = "broden";

    public static Option<string?> Option() => new("--format") { Description = "folder (class folders) or broden (index.csv, label masks)", HelpName = "folder|broden" };

    /// <exception cref="UserError">missing, or none of the two</exception>
    public static string Of(string? text) => text switch
    {
        Folder or Broden => text,
        null => throw new UserError("--format is needed: folder or broden"),
        _ => throw new UserError($"--format can't be '{text}'; it takes folder or broden"),
    };
}
