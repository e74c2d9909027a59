using VizBench.Methods;
using VizBench.Networks;

namespace VizBench.Cli.Applying;

/// <summary>All plain inputs as one batch, and what each sample is called.</summary>
/// <param name="Tensor">(N, C, H, W)</param>
/// <param name="Names">one for each sample</param>
internal sealed record InputBatch(Tensor Tensor, IReadOnlyList<string> Names)
{
    /// <exception cref="UserError">inputs of different sizes</exception>
    public static InputBatch Of(IReadOnlyList<LoadedInput> inputs, Preprocessing preprocessing, ScalarType type, Device device)
    {
        var tensors = inputs.Select(input => input.ToTensor(preprocessing, type, device)).ToArray();
        for (var i = 1; i < tensors.Length; i++)
        {
            if (!tensors[i].shape.AsSpan(1).SequenceEqual(tensors[0].shape.AsSpan(1)))
            {
                throw new UserError(
                    $"--input {inputs[i].Source.Name} is {Size(tensors[i])} and {inputs[0].Source.Name} is {Size(tensors[0])}: the inputs of one batch have one size; apply the method to them one by one");
            }
        }

        var names = inputs.Zip(tensors).SelectMany(pair => NamesOf(pair.First.Source.Name, pair.Second.shape[0])).ToArray();
        return new InputBatch(tensors.Length == 1 ? tensors[0] : cat(tensors, 0), names);
    }

    /// <summary>What a method that paints from nothing is given: mid-grey of the network's size; and what each of its pictures is called.</summary>
    public static InputBatch OfPaintings(
        Architecture architecture, string? layer, IReadOnlyList<long> targets, IReadOnlyList<Unit> units, ScalarType type, Device device)
    {
        string[] names = layer is null ? [.. targets.Select(target => ApplySummary.ClassText(architecture, target))]
            : units.Count > 0 ? [.. units.Select(unit => unit is { Y: { } y, X: { } x } ? $"unit {unit.Channel},{y},{x}" : $"unit {unit.Channel}")]
            : [layer];
        return new InputBatch(zeros([1, .. architecture.InputShape], type, device), names);
    }

    private static IEnumerable<string> NamesOf(string name, long samples) =>
        samples == 1 ? [name] : Enumerable.Range(0, (int)samples).Select(i => $"{name}[{i}]");

    private static string Size(Tensor tensor) => string.Join('×', tensor.shape.Skip(1));
}
