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

    private static IEnumerable<string> NamesOf(string name, long samples) =>
        samples == 1 ? [name] : Enumerable.Range(0, (int)samples).Select(i => $"{name}[{i}]");

    private static string Size(Tensor tensor) => string.Join('×', tensor.shape.Skip(1));
}
