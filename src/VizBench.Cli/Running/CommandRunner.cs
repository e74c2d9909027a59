using System.CommandLine;
using System.Runtime.InteropServices;
using VizBench.Cli.Completion;
using VizBench.Cli.Output;
using VizBench.Cli.Verbs;
using VizBench.Files;

namespace VizBench.Cli.Running;

/// <summary>From the arguments to the exit code: the one place where errors become a line on stderr.</summary>
public static class CommandRunner
{
    /// <summary>Runs one command line.</summary>
    /// <param name="cancellation">beside Ctrl-C, which is always heard</param>
    /// <returns>one of <see cref="ExitCodes"/></returns>
    public static int Run(string[] args, Terminal terminal, CancellationToken cancellation = default) =>
        Run(args, terminal, () => new CommandTree(), cancellation);

    /// <param name="makeTree">runs the verbs' constructors and what they initialise, whose errors are reported like any other</param>
    internal static int Run(string[] args, Terminal terminal, Func<CommandTree> makeTree, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(terminal);
        try
        {
            using var interrupt = new Interrupt(cancellation);
            var tree = makeTree();
            var code = Suggestions.AreAskedFor(args)
                ? Suggestions.Print(args, tree, terminal)
                : Dispatch(tree, args, new Session(terminal, CommandLineOf(args), interrupt.Token));
            terminal.Out.Flush();
            if (terminal.OutputFailure is not { } failure)
                return code;
            // Only here: what the verb writes to files is whole by now.
            terminal.WriteError($"stdout can't be written: {failure}; the results there are incomplete, files that were asked for are complete");
            return ExitCodes.Error;
        }
#pragma warning disable CA1031 // Whatever it was: the user gets one line and the exit code, the stack trace on demand.
        catch (Exception e)
        {
            // Not from the parsed line: there may be none yet.
            return Report(e, terminal, args.Contains(CommandTree.DebugName, StringComparer.Ordinal));
        }
#pragma warning restore CA1031
    }

    // No response files: an argument that begins with @ is a file's name like any other.
    private static ParseResult Parse(CommandTree tree, IReadOnlyList<string> args) =>
        tree.Root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private static int Dispatch(CommandTree tree, IReadOnlyList<string> words, Session session)
    {
        var parsed = Parse(tree, words);
        // Help and version answer for themselves.
        var configuration = new InvocationConfiguration { Output = session.Terminal.Out, Error = session.Terminal.Error, EnableDefaultExceptionHandler = false };
        using var plugins = PluginOption.Load(parsed);
        if (parsed.Action is { ClearsParseErrors: true })
            return ParseErrors.UnknownVerb(parsed) is { } unknown ? throw new UserError(unknown) : parsed.Invoke(configuration);
        if (parsed.Errors.Count > 0 && parsed.Tokens.Count > 0 && !(parsed.UnmatchedTokens.Count == 0 && parsed.CommandResult.Command.Subcommands.Count > 0))
            throw new UserError(ParseErrors.Describe(parsed, words));
        if (tree.VerbOf(parsed) is not { PassesOptionsOn: true } && ParseErrors.OptionAsArgument(parsed, words) is { } option)
            throw new UserError(option);
        if (tree.VerbOf(parsed) is HelpVerb help)
            return Dispatch(tree, help.WordsOf(parsed), session);
        if (tree.VerbOf(parsed) is { } verb)
        {
            return verb.Run(parsed, session with
            {
                Terminal = parsed.GetValue(tree.Quiet) ? session.Terminal.Quiet() : session.Terminal,
                PrintsJson = verb.HasJson && parsed.GetValue(tree.Json),
            });
        }

        // A group without its verb: show what there is.
        return Parse(tree, [.. parsed.Tokens.Select(token => token.Value), "--help"]).Invoke(configuration);
    }

    private static int Report(Exception exception, Terminal terminal, bool debug)
    {
        var cause = CauseOf(exception);
        if (cause is OperationCanceledException)
        {
            terminal.Error.WriteLine("cancelled");
            return ExitCodes.Cancelled;
        }

        terminal.WriteError(cause switch
        {
            UserError => cause.Message,
            ExternalException => $"libtorch: {FirstLine(cause.Message)}{Remedy(debug)}",
            OutOfMemoryException => "this takes more memory than there is; use fewer or smaller inputs",
            _ => $"a fault of the program ({cause.GetType().Name}: {FirstLine(cause.Message)}){Remedy(debug)}",
        });
        if (debug)
            terminal.Error.WriteLine(exception.ToString());
        return ExitCodes.Error;
    }

    // Static constructors, reflection and parallel loops wrap what is thrown inside them; of several a person's mistake tells more than what followed from it.
    private static Exception CauseOf(Exception exception) => exception switch
    {
        TypeInitializationException or System.Reflection.TargetInvocationException when exception.InnerException is { } inner => CauseOf(inner),
        AggregateException { InnerExceptions.Count: > 0 } several => several.InnerExceptions.Select(CauseOf).OrderBy(cause => cause is UserError ? 0 : 1).First(),
        _ => exception,
    };

    private static string Remedy(bool debug) => debug ? "" : "; run it again with --debug for where, and report it";

    private static string FirstLine(string? text) => (text ?? "").Split('\n', 2)[0].Trim();

    internal static string CommandLineOf(string[] args) =>
        "vizbench " + string.Join(' ', args.Select(ShownPath.OfWord).Select(arg => arg.Length == 0 || arg.Any(c => char.IsWhiteSpace(c) || c is '\'' or '"' or '*') ? $"'{arg.Replace("'", "'\\''", StringComparison.Ordinal)}'" : arg));
}
