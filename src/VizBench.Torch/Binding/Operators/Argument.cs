using VizBench.Torch.Native;

namespace VizBench.Torch;

/// <summary>
/// One argument of an operator before it is laid out for the native call. A null list stands for the schema's default, a
/// null tensor or number for None: that is what the optional parameters of TorchSharp's signatures mean.
/// </summary>
internal readonly struct Argument
{
    private Argument(Tag tag, long bits = 0, object? reference = null, int count = 0)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
        Count = count;
    }

    internal static Argument Default => new(Tag.Default);

    internal static Argument None => new(Tag.None);

    internal Tag Tag { get; }

    internal long Bits { get; }

    internal object? Reference { get; }

    internal int Count { get; }

    public static implicit operator Argument(torch.Tensor? tensor) => tensor is null ? None : new(Tag.Tensor, tensor.Handle);

    public static implicit operator Argument(torch.Tensor[] tensors) => new(Tag.TensorList, 0, tensors, tensors.Length);

    public static implicit operator Argument(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Argument(long value) => new(Tag.Int, value);

    public static implicit operator Argument(long? value) => value is { } v ? new(Tag.Int, v) : None;

    public static implicit operator Argument(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(long[]? values) => values is null ? Default : new(Tag.IntList, 0, values, values.Length);

    public static implicit operator Argument(double[]? values) => values is null ? None : new(Tag.DoubleList, 0, values, values.Length);

    public static implicit operator Argument(Scalar? scalar) => scalar?.ToArgument() ?? None;

    public static implicit operator Argument(torch.ScalarType type) => new(Tag.Int, (long)type);

    public static implicit operator Argument(torch.ScalarType? type) => type is { } t ? new(Tag.Int, (long)t) : None;

    public static implicit operator Argument(string? text) => text is null ? None : new(Tag.String, 0, text, text.Length);

    public static implicit operator Argument(torch.Device? device) =>
        device is null ? None : new(Tag.Device, device.index, null, (int)device.type);
}
