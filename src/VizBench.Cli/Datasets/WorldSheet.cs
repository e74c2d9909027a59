using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Cli.Datasets;

/// <summary>A contact sheet of ConceptWorld: the images with their classes.</summary>
internal static class WorldSheet
{
    public static RgbImage Of(WorldOptions options, int count, CancellationToken cancellation)
    {
        var world = new World(options);
        var cells = new List<SheetCell>();
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = world.Draw(index);
            cells.Add(new SheetCell(sample.Image, World.Classes[sample.Class]));
        }

        // Twelve classes take turns, so twelve columns show one class in each.
        return ContactSheet.Of(cells, Math.Min(World.Classes.Count, count), $"ConceptWorld, seed {options.Seed}").Render();
    }
}
