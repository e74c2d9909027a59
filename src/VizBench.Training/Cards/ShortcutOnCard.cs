using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;

namespace VizBench.Training;

/// <summary>The shortcut that was planted in the training images.</summary>
/// <param name="Class">the class whose images were marked</param>
/// <param name="Fraction">the share of them that were</param>
/// <param name="MarkPercent">the mark's side in per cent of the picture's</param>
public sealed record ShortcutOnCard(string Class, double Fraction, int MarkPercent)
{
    internal static ShortcutOnCard Of(ShortcutOptions options) => new(World.Classes[options.Class], options.PerMille / 1000.0, options.MarkPercent);
}
