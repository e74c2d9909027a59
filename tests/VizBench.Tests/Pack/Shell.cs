using System.Diagnostics;
using VizBench.Tests.Cli;

namespace VizBench.Tests.Pack;

/// <summary>Scripts of the pack, run by sh.</summary>
internal static class Shell
{
    /// <summary>Writes a script that can be run; its folder is made.</summary>
    public static string Write(string path, string commands)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{commands}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public static Outcome Run(string script, params string[] args)
    {
        var start = new ProcessStartInfo("sh", [script, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("VIZBENCH_SHIM");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }
}
