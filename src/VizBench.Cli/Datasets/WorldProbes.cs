using System.Globalization;
using System.Text;
using VizBench.Data.ConceptWorld.Variants;

namespace VizBench.Cli.Datasets;

/// <summary>probes.csv: what each picture of single concepts shows.</summary>
internal static class WorldProbes
{
    public static string Table(ProbeWorld probes, int count)
    {
        var table = new StringBuilder("image,concept,extent_percent,column,row,contrast_percent\n");
        for (var index = 0; index < count; index++)
        {
            var setting = probes.SettingOf(index);
            table.Append(CultureInfo.InvariantCulture, $"images/{index:000000}.png,{setting.Concept},{setting.Extent},{setting.Column},{setting.Row},{setting.Contrast}\n");
        }

        return table.ToString();
    }
}
