using System.Globalization;
using VizBench.Cli.Arguments;
using VizBench.Networks;

namespace VizBench.Cli.Applying;

/// <summary>Inputs of a method that takes pictures of any size: several sizes are no batch, and a large one takes long.</summary>
internal static class SeveralSizes
{
    // From here on a person is told what it takes: a photograph of today's cameras has five times as many and more.
    private const long ManyPixels = 2_000_000;

    private const int UsualSide = 512;

    /// <summary>The request itself; where its inputs have several sizes and may have them, one request for each with files of its own, and a remark on the largest.</summary>
    /// <param name="inputs">the request's, each folder as its pictures</param>
    /// <exception cref="UserError">a file that is missing, broken, of the wrong kind or the wrong shape</exception>
    public static (IReadOnlyList<ApplyRequest> Batches, string? Remark) Split(ApplyRequest request, IReadOnlyList<InputArgument> inputs, Architecture architecture)
    {
        var all = request with { Inputs = inputs };
        InputArgument[] plain = [.. inputs.Where(input => input.Role is null)];
        if (request.Size is not { } size || plain.Length < 2)
            return ([all], null);
        // One picture after the other: a folder of photographs is more than memory should hold.
        var (largest, sizes) = (default(string?), new HashSet<(int Height, int Width)>());
        foreach (var input in plain)
        {
            var loaded = InputFiles.Read(input, architecture, size.Longer) with { Size = size };
            var (height, width) = loaded.Extent(architecture.Preprocessing);
            if (sizes.All(other => (long)other.Height * other.Width < (long)height * width))
                largest = RemarkOf([loaded], architecture.Preprocessing);
            sizes.Add((height, width));
        }

        if (sizes.Count < 2)
            return ([all], null);
        var names = FileNames(plain);
        return (
        [
            .. plain.Select((input, i) => all with
            {
                Inputs = [input, .. inputs.Where(other => other.Role is not null)],
                ArrayFile = Named(request.ArrayFile, names[i]),
                PictureFile = Named(request.PictureFile, names[i]),
                TraceFile = Named(request.TraceFile, names[i]),
            }),
        ], largest);
    }

    /// <summary>What a picture of many pixels costs; null: it is a small one, or --size said how large it is to be.</summary>
    /// <param name="inputs">of one size</param>
    public static string? RemarkOf(IReadOnlyList<LoadedInput> inputs, Preprocessing preprocessing)
    {
        if (inputs.FirstOrDefault(input => input.Source.Role is null) is not { Picture: not null, Size.IsLeftOpen: true } large)
            return null;
        var (height, width) = large.Extent(preprocessing);
        var pixels = (long)height * width;
        return pixels <= ManyPixels
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{large.Source.Name} is taken at its own size, {height}×{width}, {pixels / 1e6:0.#} million pixels: about {pixels / (double)(UsualSide * UsualSide):0} times the time of {UsualSide}×{UsualSide}; --size N makes its longer side N pixels");
    }

    /// <summary>"out.png" and "cat": "out.cat.png".</summary>
    private static string? Named(string? file, string name) => file is null ? null : Path.ChangeExtension(file, $".{name}{Path.GetExtension(file)}");

    /// <summary>What each input is called in the names of its files: its own name without the ending, and with its place where two are called so.</summary>
    private static string[] FileNames(IReadOnlyList<InputArgument> inputs)
    {
        string[] names = [.. inputs.Select(input => (input.Path is null ? input.Name : Path.ChangeExtension(input.Name, null)).Replace('/', '-').Replace('\\', '-').Replace(':', '-'))];
        return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length ? names : [.. names.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}-{name}"))];
    }
}
