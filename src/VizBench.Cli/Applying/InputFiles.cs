using VizBench.Arrays;
using VizBench.Cli.Arguments;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Paintings;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Cli.Applying;

/// <summary>Reads what --input names, before libtorch is needed: most mistakes show here.</summary>
internal static class InputFiles
{
    /// <summary>All inputs of a request, those by role last; where the method takes any size they are as long as the first, a style not enlarged for it.</summary>
    /// <exception cref="UserError">a file that is missing, broken, of the wrong kind or the wrong shape</exception>
    public static IReadOnlyList<LoadedInput> Read(IEnumerable<InputArgument> inputs, PictureSize? size, Architecture architecture)
    {
        var (plain, named) = (new List<LoadedInput>(), new List<LoadedInput>());
        foreach (var input in inputs.OrderBy(input => input.Role is not null))
        {
            if (input.Role is null)
            {
                plain.Add(Read(input, architecture, size?.Longer) with { Size = size });
                continue;
            }

            var like = size is null || plain.Count == 0 ? null : new PictureSize(plain[0].LongerSide(architecture.Preprocessing)) { NeverEnlarges = input.Role is not "init" };
            named.Add(Read(input, architecture, like?.Longer) with { Size = like });
        }

        return [.. plain, .. named];
    }

    /// <param name="side">of what is drawn, pixels; null: the network's</param>
    /// <exception cref="UserError">a file that is missing, broken, of the wrong kind or the wrong shape</exception>
    public static LoadedInput Read(InputArgument input, Architecture architecture, int? side = null)
    {
        if (!input.IsArray)
            InputTensors.CheckTakesPictures((int)architecture.InputShape[0], input.Name);
        if (input.World is { } world)
            return new LoadedInput(input, Draw(world.Seed, world.Index, side ?? architecture.InputShape[^1]), null);
        if (input.Painting is { } painting)
            return new LoadedInput(input, Painting.Draw(painting.Name, Painting.SizeFor(side ?? architecture.InputShape[^1]), painting.Seed), null);
        return input.IsArray
            ? OfArray(input, Checked(input.Path!, NpyFile.Read(input.Path!), architecture), architecture)
            : new LoadedInput(input, ImageFiles.Read(input.Path!), null);
    }

    // Drawn at the size that is wanted, where the world has it, so that nothing is resized.
    private static RgbImage Draw(long seed, long index, long side)
    {
        var size = WorldOptions.SizeFor(side);
        return new World(new WorldOptions { Size = size, Seed = seed }).Draw(index).Image;
    }

    private static LoadedInput OfArray(InputArgument input, NdArray array, Architecture architecture) =>
        new(input, null, array) { IsChannelsLast = InputLayouts.IsChannelsLast(architecture, array.Shape) };

    private static NdArray Checked(string path, NdArray array, Architecture architecture)
    {
        var expected = architecture.InputShape;
        var text = $"{architecture.Name} takes (N, {string.Join(", ", expected)}) or ({string.Join(", ", expected)})"
            + (architecture.InputLayout == InputLayout.ChannelsLast ? $", and (N, {expected[1]}, {expected[2]}, {expected[0]}), its file's own order" : "");
        var shape = array.Shape;
        if (shape.Length is not (3 or 4) || array.Count == 0)
            throw new FileError(path, "shape", $"({string.Join(", ", shape)}) is not an input; {text}");
        if (shape[^3] != expected[0] && !InputLayouts.IsChannelsLast(architecture, shape))
            throw new FileError(path, "shape", $"({string.Join(", ", shape)}) has {shape[^3]} channels; {text}");
        var at = Array.FindIndex(array.ToDoubles(), value => !double.IsFinite(value));
        return at < 0 ? array : throw new FileError(path, $"data, element {at}", "it is NaN or infinite; inputs must be finite numbers");
    }
}
