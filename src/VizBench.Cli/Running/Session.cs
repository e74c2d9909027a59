using VizBench.Cli.Output;
using VizBench.Data.Folders;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Running;

/// <summary>What a verb works with beside its arguments.</summary>
/// <param name="Terminal">where results, messages and progress go</param>
/// <param name="CommandLine">as the user typed it, for a run's manifest</param>
/// <param name="Cancellation">requested by Ctrl-C</param>
internal sealed record Session(Terminal Terminal, string CommandLine, CancellationToken Cancellation)
{
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
