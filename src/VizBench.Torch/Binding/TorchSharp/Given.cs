using NumberScalar = TorchSharp.Scalar;

namespace VizBench.Torch.Native;

/// <summary>The arguments of a call as TorchSharp takes them.</summary>
internal readonly ref struct Given(ReadOnlySpan<Argument> arguments, List<IDisposable> kept)
{
    private readonly ReadOnlySpan<Argument> _arguments = arguments;

    internal TorchSharp.torch.Tensor Tensor(int at) => TensorHandles.Of((IntPtr)_arguments[at].Bits);

    internal TorchSharp.torch.Tensor? TensorOrNone(int at) => Has(at) ? Tensor(at) : null;

    internal TorchSharp.torch.Tensor[] Tensors(int at) => Array.ConvertAll((torch.Tensor[])_arguments[at].Reference!, tensor => TensorHandles.Of(tensor.Handle));

    internal long Int(int at) => _arguments[at].Bits;

    internal long? IntOrNone(int at) => Has(at) ? Int(at) : null;

    internal bool Bool(int at, bool standard = false) => Has(at) ? _arguments[at].Bits != 0 : standard;

    internal double Double(int at) => _arguments[at].Tag == Tag.Double ? BitConverter.Int64BitsToDouble(_arguments[at].Bits) : _arguments[at].Bits;

    internal long[]? Ints(int at) => Has(at) ? (long[])_arguments[at].Reference! : null;

    internal string? Text(int at) => Has(at) ? (string)_arguments[at].Reference! : null;

    internal TorchSharp.torch.ScalarType? Type(int at) => Has(at) ? (TorchSharp.torch.ScalarType)(sbyte)_arguments[at].Bits : null;

    internal TorchSharp.torch.Device? Device(int at) => Has(at) ? new TorchSharp.torch.Device((TorchSharp.DeviceType)_arguments[at].Count, (int)_arguments[at].Bits) : null;

    /// <summary>
    /// A number. TorchSharp's has a finalizer, and its calls don't keep it: the collector may free it while libtorch reads it. So each is kept until the call
    /// has returned, and freed then.
    /// </summary>
    internal NumberScalar Scalar(int at)
    {
        var argument = _arguments[at];
        NumberScalar scalar = argument.Tag switch
        {
            Tag.Double => BitConverter.Int64BitsToDouble(argument.Bits),
            Tag.Bool => argument.Bits != 0,
            _ => argument.Bits,
        };
        kept.Add(scalar);
        return scalar;
    }

    internal NumberScalar? ScalarOrNone(int at) => Has(at) ? Scalar(at) : null;

    private bool Has(int at) => at < _arguments.Length && _arguments[at].Tag is not (Tag.None or Tag.Default);
}
