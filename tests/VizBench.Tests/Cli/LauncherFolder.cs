using System.Diagnostics;
using VizBench.Files;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>
/// The launcher in a folder where everything that it calls is a script of a line or two: dotnet, the shim's build, the
/// program, the tests. So nothing is built, and a call takes milliseconds.
/// </summary>
internal sealed class LauncherFolder : IDisposable
{
    private static readonly string s_launcher = Path.Combine(ProductFiles.Root, "vizbench");
    private readonly TestFolder _folder = new();

    public LauncherFolder()
    {
        // A space in the path, because people have them.
        Root = _folder.File("a checkout");
        foreach (var folder in new[] { "src", "artifacts/native", "eng/native" })
            Directory.CreateDirectory(Path.Combine(Root, folder));
        File.Copy(s_launcher, Path.Combine(Root, "vizbench"));
        File.Copy(Path.Combine(ProductFiles.Root, "eng", "native", "openblas.sh"), Path.Combine(Root, "eng", "native", "openblas.sh"));
        Script("eng/native/build.sh", "[ \"$1\" != --find ] || [ -e \"$2/built\" ] || exit 3; echo built >>\"${2:-$1}/built\"; echo a-shim");
        Script("eng/pack/pack.sh", "case $* in *--wrong*) echo 'error: wrong' >&2; exit 2 ;; esac; [ \"$1\" = --check ] || { shift; echo \"packed $*\"; }");
        Script("bin/dotnet", "case $1 in --list-sdks) echo '10.0.100 [/x]' ;; *) echo \"$*\" >>\"$(dirname \"$0\")/../built\" ;; esac");
        Script("artifacts/bin/VizBench.Cli/release/VizBench.Cli", "echo \"cli $* shim=${VIZBENCH_SHIM:-none}\"");
        Tests("echo \"tests $*\"; echo '  succeeded: 3'; echo '  failed: 0'");
        MarkBuilt();
    }

    public string Root { get; }

    /// <summary>The arguments of each dotnet build so far.</summary>
    public IReadOnlyList<string> Builds => File.Exists(Path.Combine(Root, "built")) ? File.ReadAllLines(Path.Combine(Root, "built")) : [];

    /// <summary>What the test program does.</summary>
    public void Tests(string commands) => Script("artifacts/bin/VizBench.Tests/release/VizBench.Tests", commands);

    /// <summary>As if the program, the tests and the shim had been built now.</summary>
    public void MarkBuilt()
    {
        foreach (var file in new[] { "artifacts/.built-cli", "artifacts/.built-tests", "artifacts/native/built" })
            File.WriteAllText(Path.Combine(Root, file), "");
    }

    public Outcome Run(params string[] args) => Start(Path.Combine(Root, "vizbench"), args);

    /// <summary>A command line of the shell, in the checkout.</summary>
    public Outcome Shell(string line) => Start("sh", ["-c", $"cd '{Root}' && {line}"]);

    public Outcome Git(params string[] args) =>
        Start("git", ["-C", Root, "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", .. args]);

    public void Dispose() => _folder.Dispose();

    private void Script(string name, string commands)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{commands}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Outcome Start(string program, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Path.Combine(Root, "bin")}:{start.Environment["PATH"]}";
        start.Environment["VIZBENCH_NO_INSTALL"] = "1";
        // Names a PyTorch, so that the distribution's libtorch need not be there.
        start.Environment["VIZBENCH_LIBTORCH"] = "/a-libtorch";
        start.Environment["CXX"] = "true";
        start.Environment.Remove("VIZBENCH_SHIM");
        start.Environment.Remove("VIZBENCH_ENGINE");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }
}
