using System.CommandLine;

namespace VizBench.Cli.Running;

/// <summary>
/// One verb of the command line. It is there by being written: <see cref="CommandTree"/> finds every concrete verb of this
/// assembly. A verb with children (data world) has no action of its own.
/// </summary>
internal abstract class Verb
{
    /// <summary>The verb and its arguments, which its constructor adds.</summary>
    public abstract Command Command { get; }

    /// <summary>Command lines that work as they stand, shown by --help.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>The verb that this one belongs to, "list" of "list methods"; null for most.</summary>
    public virtual VerbGroup? Group => null;

    /// <summary>Whether it can print its result as one JSON document: then it takes --json.</summary>
    public virtual bool HasJson => false;

    /// <summary>Whether methods can be named to it, or are what it shows: then it takes --plugin.</summary>
    public virtual bool KnowsMethods => false;

    /// <summary>Whether its arguments go to another program, whose options may be among them.</summary>
    public virtual bool PassesOptionsOn => false;

    /// <summary>Writes what its help says of the arguments at hand, above the help that is the same for all; most have nothing.</summary>
    /// <exception cref="UserError">an argument that doesn't exist</exception>
    public virtual void WriteHelp(ParseResult arguments, TextWriter output)
    {
    }

    /// <summary>Does the work and returns the exit code.</summary>
    /// <exception cref="UserError">something that a person can mend</exception>
    /// <exception cref="OperationCanceledException">the session was cancelled</exception>
    public abstract int Run(ParseResult arguments, Session session);
}
