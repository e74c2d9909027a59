using System.Diagnostics;
using System.Security;
using System.Text;
using VizBench.Files;

namespace VizBench.Networks.Obtaining;

/// <summary>
/// Gets a NuGet package by the .NET SDK's own restore, of a throw-away project that names this package alone: sources, mirrors,
/// credentials and proxies are those that the user has configured.
/// </summary>
/// <param name="sources">in place of the configured ones; empty: the configured ones</param>
public sealed class PackageRestore(IReadOnlyList<string> sources)
{
    private const string ProjectFile = "get.csproj";

    // What is written on the way: the download, the package in its folder, and its files.
    private const int CopiesOnTheWay = 3;
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Where a dotnet with an SDK is looked for, in this order.</summary>
    internal IReadOnlyList<string?> DotnetFolders { get; init; } =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), Environment.GetEnvironmentVariable("DOTNET_ROOT"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".dotnet"),
    ];

    /// <summary>The file in the user's own folder of packages, where an earlier restore has left it; null where it isn't there.</summary>
    public static string? FromPackagesFolder(ObtainableFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".nuget", "packages");
        var path = InFolder(packages, file);
        return File.Exists(path) ? path : null;
    }

    /// <summary>Restores the package and hands its file to <paramref name="use"/>; what was downloaded is gone afterwards.</summary>
    /// <param name="scratch">a folder that this makes and deletes</param>
    /// <param name="progress">0 … 1, by the bytes on the disk</param>
    /// <exception cref="UserError">no SDK, no source that answers, no such package</exception>
    /// <exception cref="OperationCanceledException">cancellation was requested</exception>
    public void Run(ObtainableFile file, string scratch, Action<string> use, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(use);
        var dotnet = FindSdk();
        try
        {
            Directory.CreateDirectory(scratch);
            AtomicFile.WriteText(Path.Combine(scratch, ProjectFile), Project(file));
            var packages = Path.Combine(scratch, "packages");
            Restore(dotnet, file, scratch, packages, progress, cancellation);
            var path = InFolder(packages, file);
            use(File.Exists(path) ? path : throw new UserError($"{file.Package} {file.Version} was restored, but holds no {file.PathInPackage}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileError(scratch, "folder", $"cannot be written: {e.Message}", e);
        }
        finally
        {
            Delete(scratch);
        }
    }

    private static string InFolder(string packages, ObtainableFile file) =>
        Path.Combine([packages, file.Package.ToLowerInvariant(), file.Version, .. file.PathInPackage.Split('/')]);

    /// <summary>A project of one package and nothing else: no settings of folders above it, no look at advisories.</summary>
    private string Project(ObtainableFile file)
    {
        var project = new StringBuilder();
        project.Append("<Project>\n  <PropertyGroup>\n");
        foreach (var (name, value) in Properties())
            project.Append($"    <{name}>{SecurityElement.Escape(value)}</{name}>\n");
        project.Append("  </PropertyGroup>\n  <Import Project=\"Sdk.props\" Sdk=\"Microsoft.NET.Sdk\" />\n");
        project.Append($"  <ItemGroup>\n    <PackageDownload Include=\"{file.Package}\" Version=\"[{file.Version}]\" />\n  </ItemGroup>\n");
        project.Append("  <Import Project=\"Sdk.targets\" Sdk=\"Microsoft.NET.Sdk\" />\n</Project>\n");
        return project.ToString();
    }

    private IEnumerable<(string Name, string Value)> Properties()
    {
        yield return ("ImportDirectoryBuildProps", "false");
        yield return ("ImportDirectoryBuildTargets", "false");
        yield return ("ImportDirectoryPackagesProps", "false");
        yield return ("TargetFramework", "net10.0");
        yield return ("NuGetAudit", "false");
        // The sources from which the product itself was built, wherever the scratch folder lies.
        yield return ("RestoreRootConfigDirectory", ProductFiles.Root);
        if (sources.Count > 0)
            yield return ("RestoreSources", string.Join(';', sources.Select(AbsoluteSource)));
    }

    // A folder is meant from where the user is, not from where the project lies.
    private static string AbsoluteSource(string source) => source.Contains("://", StringComparison.Ordinal) ? source : Path.GetFullPath(source);

    private static void Restore(string dotnet, ObtainableFile file, string scratch, string packages, IProgress<double>? progress, CancellationToken cancellation)
    {
        using var process = Start(dotnet, scratch, "restore", ProjectFile, "--packages", packages, "--verbosity", "quiet", "-nologo");
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            while (!process.WaitForExit(s_pollInterval))
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(Math.Min(1, BytesIn(scratch) / (double)(CopiesOnTheWay * file.PackageBytes)));
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }

        if (process.ExitCode != 0)
            throw new UserError($"{file.Package} {file.Version} can't be restored: {Reason(string.Join('\n', output.Result))}");
        progress?.Report(1);
    }

    /// <summary>NuGet's first error without the project's path, which is nobody's business: "NU1301: Unable to load the service index …".</summary>
    private static string Reason(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var error = lines.FirstOrDefault(line => line.Contains("error ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "the restore said nothing";
        var start = error.IndexOf("error ", StringComparison.Ordinal);
        var text = start < 0 ? error : error[(start + "error ".Length)..];
        var end = text.LastIndexOf(" [", StringComparison.Ordinal);
        return OneLine.Beginning(end > 0 ? text[..end] : text, 300).TrimEnd('.');
    }

    private static Process Start(string dotnet, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(dotnet, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // The download counts as progress where it can be seen, and leaves nothing behind.
        start.Environment["NUGET_HTTP_CACHE_PATH"] = Path.Combine(folder, "download");
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // A pack names its own runtime there, which has no SDK.
        start.Environment.Remove("DOTNET_ROOT");
        return Process.Start(start)!;
    }

    private static long BytesIn(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // Files come and go meanwhile; the next look counts again.
            return 0;
        }
    }

    /// <exception cref="UserError">there is none</exception>
    private string FindSdk()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return DotnetFolders.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.Combine(folder!, name)).FirstOrDefault(HasSdk)
            ?? throw new UserError("there is no .NET SDK on this machine, which restores the package");
    }

    private static bool HasSdk(string dotnet)
    {
        var sdks = Path.Combine(Path.GetDirectoryName(ResolvedPath(dotnet))!, "sdk");
        return File.Exists(dotnet) && Directory.Exists(sdks) && Directory.EnumerateDirectories(sdks).Any();
    }

    private static string ResolvedPath(string file) => new FileInfo(file) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file : file;

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made the restore fail is the error to report; a later call uses the folder again.
        }
    }
}
