using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Suite;

namespace VizBench.Cli.Applying;

/// <summary>A method's result as one picture: each sample as a run shows it, each channel of an activation by itself.</summary>
internal static class ResultSheet
{
    private const int MostChannels = 1024;
    private const int SmallestSideWithBar = 128;

    /// <param name="value">first axis the samples</param>
    /// <param name="targets">marked among logits; empty where there are none</param>
    /// <param name="overlay">whether attributions lie over the inputs</param>
    /// <param name="bar">whether a bar below each map tells the values of its colors</param>
    public static RgbImage Of(Tensor value, ResultKind kind, InputBatch batch, Architecture architecture, IReadOnlyList<long> targets, bool overlay = false, bool bar = false)
    {
        var samples = Enumerable.Range(0, (int)value.shape[0]).Select(i => ViewOf(value, i, kind, architecture, i < targets.Count ? targets[i] : null)).ToArray();
        var cells = kind == ResultKind.Activations && value.shape.Length == 4
            ? samples.SelectMany((view, i) => Channels(view, Prefix(i), bar))
            : ResultPicture.HasChannelCells(kind, value.shape[1..]) ? samples.SelectMany((view, i) => ResultPicture.ChannelCells(view, Prefix(i)))
            : samples.Select((view, i) => new SheetCell(
                Visible(overlay ? ScaledPicture.Over(InputTensors.ToPicture(batch.Tensor, i, architecture.Preprocessing), view) : ScaledPicture.Of(view), bar), batch.Names[i]));
        return Sheet([.. cells.Take(MostChannels)]);

        string Prefix(int sample) => samples.Length == 1 ? "" : batch.Names[sample] + " ";
    }

    private static ResultView ViewOf(Tensor value, int sample, ResultKind kind, Architecture architecture, long? target)
    {
        using var scope = NewDisposeScope();
        var values = value.select(0, sample).detach().to(ScalarType.Float64, CPU).data<double>().ToArray();
        return new ResultView(kind, values, value.shape[1..], architecture, target);
    }

    private static IEnumerable<SheetCell> Channels(ResultView view, string prefix, bool bar)
    {
        long[] one = [1, .. view.Shape[1..]];
        var area = (int)(one[1] * one[2]);
        return Enumerable.Range(0, (int)view.Shape[0]).Select(channel => new SheetCell(
            Visible(ScaledPicture.Of(view with { Values = view.Values.AsSpan(channel * area, area).ToArray(), Shape = one }), bar), $"{prefix}{channel}"));
    }

    private static RgbImage Visible(ScaledPicture scaled, bool bar) => bar
        ? (scaled with { Picture = ResultPicture.Visible(scaled.Picture, SmallestSideWithBar) }).WithBar()
        : ResultPicture.Visible(scaled.Picture);

    /// <summary>One cell is its picture; several stand in about as many rows as columns.</summary>
    internal static RgbImage Sheet(IReadOnlyList<SheetCell> cells) =>
        cells.Count == 1 ? cells[0].Picture! : ContactSheet.Of(cells, (int)Math.Ceiling(Math.Sqrt(cells.Count))).Render();
}
