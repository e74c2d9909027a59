using System.Text;
using VizBench.Cli.Output;
using VizBench.Methods;

namespace VizBench.Cli.Applying;

/// <summary>An optimisation's course as JSON: for each sample its name and its rows.</summary>
internal static class TraceFile
{
    public static byte[] Of(IReadOnlyList<IReadOnlyList<TraceRow>> traces, IReadOnlyList<string> names) =>
        Encoding.UTF8.GetBytes(Json.Of(traces.Zip(names, (rows, name) => new { Sample = name, Rows = rows })) + "\n");
}
