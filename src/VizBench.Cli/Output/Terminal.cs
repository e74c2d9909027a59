namespace VizBench.Cli.Output;

/// <summary>Where the command line writes: results to <see cref="Out"/>, messages and progress to <see cref="Error"/>.</summary>
public sealed class Terminal(TextWriter output, TextWriter error)
{
    private const string Red = "\u001b[31m";
    private const string Plain = "\u001b[0m";

    private readonly GuardedWriter _out = new(output);
    private readonly GuardedWriter _error = new(error);

    /// <summary>Never throws where it can't write (<see cref="OutputFailure"/>).</summary>
    public TextWriter Out => _out;

    /// <summary>Never throws where it can't write.</summary>
    public TextWriter Error => _error;

    /// <summary>Why <see cref="Out"/> could not be written, in a few words; null: it could.</summary>
    public string? OutputFailure => _out.Failure;

    /// <summary>Whether a person watches stderr, so that a progress bar makes sense.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether stderr may be coloured.</summary>
    public bool UsesColour { get; init; }

    /// <summary>Whether only results and errors are written: no remarks, no progress.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>stdout and stderr, closed ones too; NO_COLOR (no-color.org) and a dumb terminal are honoured.</summary>
    public static Terminal OfProcess()
    {
        var dumb = string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        var error = ProcessStream.Of(() => Console.Error);
        var interactive = error is not ClosedWriter && !Console.IsErrorRedirected && !dumb;
        return new Terminal(ProcessStream.Of(() => Console.Out), error)
        {
            IsInteractive = interactive,
            UsesColour = interactive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
    }

    /// <summary>One line on stderr, whatever the message holds.</summary>
    public void WriteError(string message)
    {
        var line = string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        // A file's name may hold an escape sequence, which is not for this terminal.
        line = OneLine.WithoutControls(line);
        Error.WriteLine(UsesColour ? $"{Red}error:{Plain} {line}" : $"error: {line}");
    }

    /// <summary>A remark that is not a result; left out where it is to be quiet.</summary>
    public void Note(string message)
    {
        if (!IsQuiet)
            Error.WriteLine(message);
    }

    /// <summary>The same terminal without remarks and progress.</summary>
    public Terminal Quiet() => new(Out, Error) { UsesColour = UsesColour, IsQuiet = true };
}
