namespace VizBench;

/// <summary>
/// An error that a person can cause and can mend: its message names the thing, the place and the remedy in one line.
/// The command line prints it without a stack trace and exits with code 2.
/// </summary>
public class UserError : Exception
{
    public UserError(string message)
        : base(message)
    {
    }

    public UserError(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
