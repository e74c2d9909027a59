using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Files;

namespace VizBench.Cli.Applying;

/// <summary>What apply leaves: the files that were asked for, and beside each what else the method found, by its name.</summary>
internal sealed class AppliedFiles(ApplyRequest request)
{
    public required NdArray Array { get; init; }

    public required RgbImage? Picture { get; init; }

    public byte[]? Animation { get; init; }

    public byte[]? Trace { get; init; }

    /// <summary>(N, H, W) each, 0 … 1.</summary>
    public IReadOnlyDictionary<string, NdArray> Maps { get; init; } = new Dictionary<string, NdArray>(StringComparer.Ordinal);

    /// <summary>All files or none; the pictures are encoded before any is begun.</summary>
    /// <param name="names">of the samples</param>
    public string[] Write(IReadOnlyList<string> names)
    {
        var files = new List<(string Path, Action<Stream> Write)>();
        if (request.ArrayFile is { } arrayFile)
        {
            files.Add((arrayFile, stream => NpyFile.Write(stream, Array)));
            files.AddRange(Maps.Select(map => (Path.ChangeExtension(arrayFile, $".{map.Key}.npy"), (Action<Stream>)(stream => NpyFile.Write(stream, map.Value)))));
        }

        if (Picture is not null && request.PictureFile is { } pictureFile)
        {
            Add(files, pictureFile, ImageFiles.Codec.EncodePng(Picture));
            foreach (var (name, map) in Maps)
                Add(files, Path.ChangeExtension(pictureFile, $".{name}.png"), ImageFiles.Codec.EncodePng(Greys(map, names)));
            if (Animation is not null)
                Add(files, Path.ChangeExtension(pictureFile, ".frames.png"), Animation);
        }

        if (Trace is not null && request.TraceFile is { } traceFile)
            Add(files, traceFile, Trace);
        AtomicFile.WriteAll(files);
        return [.. files.Select(file => file.Path)];
    }

    private static void Add(List<(string Path, Action<Stream> Write)> files, string path, byte[] bytes) => files.Add((path, stream => stream.Write(bytes)));

    /// <summary>White where a map is 1, black where it is 0: an image program's mask.</summary>
    private static RgbImage Greys(NdArray map, IReadOnlyList<string> names)
    {
        var (height, width) = ((int)map.Shape[1], (int)map.Shape[2]);
        return ResultSheet.Sheet(
        [
            .. map.ToDoubles().Chunk(height * width).Select((values, i) =>
                new SheetCell(new RgbImage(width, height, [.. values.SelectMany(value => Enumerable.Repeat((byte)Math.Round(255 * Math.Clamp(value, 0, 1)), 3))]), names[i])),
        ]);
    }
}
