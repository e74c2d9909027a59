using System.Text;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>Where the numbers come from, in full.</summary>
internal static class ReportEnvironment
{
    internal static void Append(StringBuilder html, Manifest run)
    {
        html.Append("<section class=\"panel\"><h2>Environment</h2><div class=\"scroll\"><table class=\"facts\"><tbody>\n");
        Line(html, "command", run.CommandLine.Length > 0 ? run.CommandLine : "not recorded", true);
        Line(html, "started", run.Started);
        Line(html, "VizBench", run.Version, true);
        Line(html, "suite", $"{run.Suite}{(run.Filter is null ? "" : $", filter {run.Filter}")}, seed {run.Seed}");
        foreach (var network in run.Networks)
            Line(html, $"network {network.Name}", $"{ShownPath.Of(network.Weights)}\nSHA-256 {network.Sha256}{(network.Published is { } file ? $"\ntorchvision's {file}" : "")}", true);
        foreach (var plugin in run.Plugins ?? [])
            Line(html, $"plugin {plugin.Name ?? "that did not start"}{(plugin.Version is null ? "" : $" {plugin.Version}")}", $"{ShownPath.Of(plugin.File)}\n{string.Join('\n', plugin.Sha256.Select(file => $"{file.Key}: SHA-256 {file.Value}"))}", true);
        Line(html, "precision", $"{run.Precision}; {string.Join(", ", run.PrecisionFlags.Select(flag => $"{flag.Key} {flag.Value}"))}");
        Line(html, "device", $"{run.Device}, {run.Engine.Threads} ATen and {run.Engine.BlasThreads} BLAS threads");
        Line(html, "libtorch", $"{run.Engine.Version} ({run.Engine.Stack} stack), {FirstLine(run.Engine.Blas)}\n{run.Engine.Location}", true);
        Line(html, "machine", $"{run.Machine.Cpu}, {run.Machine.Processors} processors, {run.Machine.Architecture}");
        Line(html, "system", $"{run.Machine.Os}; {run.Machine.Dotnet}");
        html.Append($"</tbody></table></div><details><summary>how libtorch was built</summary><pre>{Html.Text(run.Engine.Build)}</pre></details></section>\n");
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static void Line(StringBuilder html, string name, string value, bool code = false) =>
        html.Append($"<tr><th scope=\"row\">{Html.Text(name)}</th><td{(code ? " class=\"code\"" : "")}>{Html.Text(value)}</td></tr>\n");
}
