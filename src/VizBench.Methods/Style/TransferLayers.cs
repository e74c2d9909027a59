using System.Globalization;
using VizBench.Methods.Optimising;
using VizBench.Networks;

namespace VizBench.Methods.Style;

/// <summary>
/// Where content and style are read where nobody says it, and layers by the papers' names. The units are the ReLUs behind convolutions (the
/// convolutions themselves where a network has no ReLUs); a stage is a run of them of one resolution, so that "relu4_2" is the second ReLU
/// of the fourth stage of any network.
/// </summary>
/// <remarks>
/// Style: the first ReLU of each stage, of more than five stages five spread evenly; where there are fewer, further ReLUs, each as far as can be
/// from those that are chosen. Content: of a network of five stages or more the middle ReLU of the last but one, else the ReLU at two
/// thirds of them. On VGG-16 and VGG-19 that is relu1_1 … relu5_1 and relu4_2. A unit that sees more than the network's input has no
/// texture to tell of, and is left out.
/// </remarks>
public static class TransferLayers
{
    private const int Count = 5;

    /// <summary>The layers that the style is read from.</summary>
    /// <exception cref="UserError">the network has no convolutions with rows and columns</exception>
    public static IReadOnlyList<string> StyleOf(Architecture architecture)
    {
        var units = Units(architecture);
        int[] firsts = [.. units.Select((unit, i) => (unit.Stage, i)).DistinctBy(unit => unit.Stage).Select(unit => unit.i)];
        var chosen = new SortedSet<int>(firsts.Length <= Count ? firsts : Enumerable.Range(0, Count).Select(i => firsts[i * (firsts.Length - 1) / (Count - 1)]));
        while (chosen.Count < Math.Min(Count, units.Count))
            chosen.Add(Enumerable.Range(0, units.Count).MaxBy(i => chosen.Min(other => Math.Abs(other - i))));
        return [.. chosen.Select(i => units[i].Layer)];
    }

    /// <summary>The layer that the content is read from.</summary>
    /// <exception cref="UserError">the network has no convolutions with rows and columns</exception>
    public static string ContentOf(Architecture architecture)
    {
        var units = Units(architecture);
        var stages = units[^1].Stage;
        if (stages < Count)
            return units[(2 * units.Count + 2) / 3 - 1].Layer;
        string[] stage = [.. units.Where(unit => unit.Stage == stages - 1).Select(unit => unit.Layer)];
        return stage[(stage.Length - 1) / 2];
    }

    /// <summary>The style's layers as named; by the rule where none is.</summary>
    /// <exception cref="UserError">as <see cref="Named(Architecture, IReadOnlyList{string})"/> and <see cref="StyleOf"/></exception>
    internal static IReadOnlyList<string> StyleOr(Architecture architecture, IReadOnlyList<string> names) => names.Count > 0 ? Named(architecture, names) : StyleOf(architecture);

    /// <summary>The content's layers as named; by the rule where none is.</summary>
    /// <exception cref="UserError">as <see cref="Named(Architecture, IReadOnlyList{string})"/> and <see cref="ContentOf"/></exception>
    internal static IReadOnlyList<string> ContentOr(Architecture architecture, IReadOnlyList<string> names) => names.Count > 0 ? Named(architecture, names) : [ContentOf(architecture)];

    /// <summary>How many pictures of a probe are read at once: as many as are fast, and as keep within a bound.</summary>
    /// <param name="contents">names of the content's layers; none: by the rule</param>
    /// <param name="styles">names of the style's layers; none: by the rule</param>
    /// <param name="most">bytes</param>
    internal static int Together(Probe probe, IReadOnlyList<string> contents, IReadOnlyList<string> styles, double most)
    {
        var architecture = probe.Network.Architecture;
        return Math.Min(BatchParts.MostOf(probe), StyleTiles.Together(architecture, [.. ContentOr(architecture, contents).Union(StyleOr(architecture, styles), StringComparer.Ordinal)], probe.Input, most));
    }

    /// <summary>The layers of some names: a network's own, or "relu4_2" and "conv4_2" by stage and place in it, both from 1.</summary>
    /// <exception cref="UserError">no such layer, or one without rows and columns</exception>
    public static IReadOnlyList<string> Named(Architecture architecture, IReadOnlyList<string> names) => Different([.. names.Select(name => Named(architecture, name))]);

    private static IReadOnlyList<string> Different(IReadOnlyList<string> layers) => layers.Distinct(StringComparer.Ordinal).Count() == layers.Count
        ? layers
        : throw new UserError($"a layer is named twice among {string.Join(", ", layers)}; name each once, with a weight");

    private static string Named(Architecture architecture, string name)
    {
        var layer = architecture.Has(name) ? architecture.LayerNamed(name).Name : ByStage(architecture, name) ?? architecture.LayerNamed(name).Name;
        return architecture.ShapeOf(layer).Length == 3 && architecture.LayerNamed(layer).Axes != AxesMeaning.Other
            ? layer
            : throw new UserError($"{architecture.Name}: {layer} has no rows and columns, so it has neither content nor style; name a layer before the network's head (vizbench list layers {architecture.Name})");
    }

    private static string? ByStage(Architecture architecture, string name)
    {
        var isConvolution = name.StartsWith("conv", StringComparison.Ordinal);
        if (!isConvolution && !name.StartsWith("relu", StringComparison.Ordinal))
            return null;
        int[] numbers = [.. name[4..].Split('_').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        if (numbers is not [> 0, > 0])
            return null;
        var unit = AllUnits(architecture).Where(candidate => candidate.Stage == numbers[0]).Skip(numbers[1] - 1).FirstOrDefault();
        return isConvolution ? unit.Convolution : unit.Layer;
    }

    private static IReadOnlyList<(string Layer, string Convolution, int Stage)> Units(Architecture architecture)
    {
        var fields = ReceptiveFields.Of(architecture);
        var units = AllUnits(architecture);
        var seen = units.Where(unit => Sees(fields[unit.Layer].Rows, architecture.InputShape[1]) && Sees(fields[unit.Layer].Columns, architecture.InputShape[2])).ToArray();
        return seen.Length > 0 ? seen
            : units.Count > 0 ? [units[0]]
            : throw new UserError($"{architecture.Name} has no convolutions with rows and columns, so it has no style; take a network of convolutions, or name layers with --set style_layers=… and content_layers=…");

        static bool Sees(ReceptiveInterval field, long side) => field.Stride > 0 && field.Size <= side;
    }

    private static IReadOnlyList<(string Layer, string Convolution, int Stage)> AllUnits(Architecture architecture)
    {
        var found = architecture.Layers.Where(layer => layer.Operation is ReLU).Select(layer => (Layer: layer.Name, Convolution: ConvolutionBehind(architecture, layer)))
            .Where(unit => unit.Convolution is not null).ToArray();
        if (found.Length == 0)
            found = [.. architecture.Layers.Where(layer => layer.Operation is Convolution).Select(layer => (layer.Name, (string?)layer.Name))];
        var (stage, height) = (0, 0L);
        var units = new List<(string Layer, string Convolution, int Stage)>();
        foreach (var (layer, convolution) in found)
        {
            if (architecture.ShapeOf(layer) is not [_, var rows, _] || architecture.LayerNamed(layer).Axes == AxesMeaning.Other)
                continue;
            if (units.Count == 0 || rows < height)
                (stage, height) = (stage + 1, rows);
            units.Add((layer, convolution!, stage));
        }

        return units;
    }

    /// <summary>The convolution that a ReLU is of, through normalizations and a block's sum; null: it is another layer's.</summary>
    private static string? ConvolutionBehind(Architecture architecture, Layer layer)
    {
        while (layer.Inputs.Count > 0 && architecture.Has(layer.Inputs[0]))
        {
            layer = architecture.LayerNamed(layer.Inputs[0]);
            if (layer.Operation is Convolution)
                return layer.Name;
            if (layer.Operation is not (BatchNorm or Add or LocalResponseNorm or Affine or GroupNorm or InstanceNorm))
                return null;
        }

        return null;
    }
}
