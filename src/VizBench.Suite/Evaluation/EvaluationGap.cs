using System.Text;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>A method that gave nothing on a network: a gap in the tables.</summary>
/// <param name="Method">its label</param>
/// <param name="Reason">one line</param>
public sealed record EvaluationGap(string Network, string Method, string Reason)
{
    /// <summary>In a cell, or after a name.</summary>
    internal const string Mark = "†";

    /// <summary>For a person, by itself.</summary>
    internal string Text => $"{Network}, {Method}: left out, {Reason}";

    internal static EvaluationGap Of(string network, string method, Exception cause) => new(network, method, OneLine.WithoutControls(cause.Message.StartsWith(method + ": ", StringComparison.Ordinal) ? cause.Message[(method.Length + 2)..] : cause.Message));

    /// <summary>Whether what a method threw ends the method alone. A method may not fit a network, and a plugin's may have faults of any kind; the others go on.</summary>
    /// <param name="mayRefuse">whether a method of the product may be one that doesn't fit the network</param>
    internal static bool IsOne(Exception cause, Method method, bool mayRefuse) =>
        cause is not (OperationCanceledException or OutOfMemoryException) && (MethodRegistry.Of(method).Origin is not null || (mayRefuse && cause is UserError));

    /// <summary>The reasons, below a table that has the marks.</summary>
    internal static void AppendReasons(StringBuilder text, IEnumerable<EvaluationGap> gaps)
    {
        foreach (var gap in gaps)
            text.Append($"{Mark} {gap.Method} is left out: {gap.Reason}\n\n");
    }
}
