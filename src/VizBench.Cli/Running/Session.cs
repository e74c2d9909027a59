using VizBench.Cli.Output;
using VizBench.Data.Folders;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Running;

/// <summary>What a verb works with beside its arguments.</summary>
/// <param name="Terminal">where results, messages and progress go</param>
/// <param name="CommandLine">as the user typed it, with paths as <see cref="VizBench.Files.ShownPath"/> shows them, for manifests and footers</param>
/// <param name="Cancellation">requested by Ctrl-C</param>
internal sealed record Session(Terminal Terminal, string CommandLine, CancellationToken Cancellation)
{
    /// <summary>Whether --json was given.</summary>
    public bool PrintsJson { get; init; }

    /// <summary>Prints the result: with --json the document, which then is all of stdout, else the text for people.</summary>
    /// <param name="document">with stable keys: docs/command-line.md lists them</param>
    public void Report<T>(T document, Action<TextWriter> text)
    {
        if (PrintsJson)
            Terminal.Out.WriteLine(Json.Of(document));
        else
            text(Terminal.Out);
    }

    /// <summary>Reports files and folders that were written.</summary>
    public void ReportWritten(params IReadOnlyList<string> paths) => Report(new { Written = paths }, output =>
    {
        foreach (var path in paths)
            output.WriteLine($"written  {path}");
    });

    /// <summary>Opens a network and tells on stderr how its weights were found, where there is something to tell.</summary>
    /// <inheritdoc cref="NetworkCatalogue.Open"/>
    public OpenedNetwork Open(string network, string? weights, ScalarType type, Device device)
    {
        var opened = NetworkCatalogue.Open(network, weights, type, device);
        foreach (var note in opened.Notes)
            Terminal.Note(note);
        return opened;
    }

    /// <summary>Lists pictures of the user's own and tells on stderr what was passed over.</summary>
    /// <inheritdoc cref="PictureSet.Of"/>
    public PictureSet Pictures(IReadOnlyList<string> paths, long? limit = null)
    {
        var pictures = PictureSet.Of(paths, limit);
        foreach (var note in pictures.Notes)
            Terminal.Note(note);
        return pictures;
    }
}
