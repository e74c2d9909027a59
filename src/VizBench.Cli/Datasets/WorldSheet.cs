using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Cli.Datasets;

/// <summary>A contact sheet of ConceptWorld: the images with their classes.</summary>
internal static class WorldSheet
{
    /// <summary>Twelve classes take turns, so twelve columns show one class in each.</summary>
    public static int DefaultColumns => World.Classes.Count;

    public static RgbImage Of(IWorldSource source, string title, int count, int columns, CancellationToken cancellation)
    {
        var cells = new List<SheetCell>();
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = source.Draw(index);
            cells.Add(new SheetCell(sample.Image, sample.Class < 0 ? sample.SubType : World.Classes[sample.Class]));
        }

        return ContactSheet.Of(cells, Math.Min(columns, count), title).Render();
    }
}
