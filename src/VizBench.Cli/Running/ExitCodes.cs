namespace VizBench.Cli.Running;

/// <summary>What the process returns; scripts and CI rely on them.</summary>
public static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>The program worked, and what it judged is not in order: a regression, a failing case.</summary>
    public const int Regression = 1;

    /// <summary>Nothing was judged: a wrong argument, a bad file, something missing, a fault of the program.</summary>
    public const int Error = 2;

    /// <summary>Two runs that can't be held against each other.</summary>
    public const int Incomparable = 3;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
