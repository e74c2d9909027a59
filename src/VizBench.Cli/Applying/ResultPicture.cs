using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Cli.Applying;

/// <summary>A method's result as one picture, by what the result is. Several samples or channels become a contact sheet.</summary>
internal static class ResultPicture
{
    private const int MostChannels = 1024;
    private const int SmallestSide = 48;

    /// <param name="value">first axis the samples</param>
    public static RgbImage Of(Tensor value, ResultKind kind, InputBatch batch, Preprocessing preprocessing)
    {
        if (kind == ResultKind.Image)
            return Sheet([.. Enumerable.Range(0, (int)value.shape[0]).Select(i => new SheetCell(InputTensors.ToPicture(value, i, preprocessing), batch.Names[i]))]);
        var maps = Maps.Of(value);
        return kind == ResultKind.Activations
            ? Activations(maps, batch)
            : Sheet([.. Enumerable.Range(0, maps.Samples).Select(i => new SheetCell(Render(maps.SumOverChannels(i), maps, kind == ResultKind.SignedAttribution), batch.Names[i]))]);
    }

    // One sheet for all: a row's cells are channels, or for vectors one strip for each sample.
    private static RgbImage Activations(Maps maps, InputBatch batch)
    {
        var cells = new List<SheetCell>();
        for (var sample = 0; sample < maps.Samples; sample++)
        {
            for (var channel = 0; channel < Math.Min(maps.Channels, MostChannels); channel++)
                cells.Add(new SheetCell(Render(maps.Channel(sample, channel), maps, maps.HasNegative), Caption(maps, batch, sample, channel)));
        }

        return Sheet(cells);
    }

    private static string Caption(Maps maps, InputBatch batch, int sample, int channel) => (maps.Samples, maps.Channels) switch
    {
        (_, 1) => batch.Names[sample],
        (1, _) => $"{channel}",
        _ => $"{batch.Names[sample]} {channel}",
    };

    private static RgbImage Render(double[] values, Maps maps, bool signed)
    {
        var map = signed ? SignedMap.Render(values, maps.Height, maps.Width) : UnsignedMap.Render(values, maps.Height, maps.Width);
        var factor = (SmallestSide + Math.Min(maps.Height, maps.Width) - 1) / Math.Min(maps.Height, maps.Width);
        return factor > 1 ? Upscale.Nearest(map.Picture, factor) : map.Picture;
    }

    private static RgbImage Sheet(IReadOnlyList<SheetCell> cells) =>
        cells.Count == 1 ? cells[0].Picture! : ContactSheet.Of(cells, (int)Math.Ceiling(Math.Sqrt(cells.Count))).Render();
}
