using Spectre.Console;

namespace VizBench.Cli.Output;

/// <summary>How far a long work is: a bar where a person watches, plain lines elsewhere.</summary>
internal sealed class ProgressDisplay
{
    private readonly Terminal _terminal;
    private ProgressContext? _context;
    private ProgressTask? _task;
    private string _lastLine = "";

    private ProgressDisplay(Terminal terminal) => _terminal = terminal;

    /// <summary>Runs the work with a display of its progress.</summary>
    public static T Run<T>(Terminal terminal, string description, Func<ProgressDisplay, T> work)
    {
        var display = new ProgressDisplay(terminal);
        return terminal.IsInteractive ? display.WithBar(description, work) : work(display);
    }

    /// <summary>The bar only.</summary>
    /// <param name="fraction">0 … 1</param>
    public void Report(double fraction)
    {
        if (_task is null)
            return;
        // Another phase of the work begins again at 0: it gets a bar and an estimate of its own.
        if (fraction < _task.Value)
        {
            _task.StopTask();
            _task = _context!.AddTask("", maxValue: 1);
        }

        _task.Value = fraction;
    }

    /// <summary>The bar with what it is at, or a line where there is no bar; the same line is not repeated.</summary>
    public void Report(double fraction, string line)
    {
        Report(fraction);
        if (_task is not null)
            _task.Description = Markup.Escape(line);
        else if (!string.Equals(line, _lastLine, StringComparison.Ordinal))
            _terminal.Note(line);
        _lastLine = line;
    }

    private T WithBar<T>(string description, Func<ProgressDisplay, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_terminal.Error),
            ColorSystem = _terminal.UsesColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Ansi = AnsiSupport.Yes,
            // Whether stdout is a terminal says nothing about stderr, where the bar is.
            Interactive = InteractionSupport.Yes,
        });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                _context = context;
                _task = context.AddTask(Markup.Escape(description), maxValue: 1);
                try
                {
                    return work(this);
                }
                finally
                {
                    _task = null;
                }
            });
    }
}
