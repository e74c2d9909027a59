using System.Runtime.CompilerServices;

namespace VizBench.Torch.Native;

/// <summary>
/// One operator of libtorch. Found at its first use; how it is called is the engine's (<see cref="Libtorch"/>).
/// </summary>
internal sealed class Operator(string name, string overload = "")
{
    private const int MaxResults = 4;
    private IntPtr _handle;

    internal string Name => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>The schema as this libtorch declares it; throws where the operator is missing.</summary>
    internal string Schema() => Libtorch.SchemaOf(Handle());

    /// <summary>Calls an operator that returns one tensor.</summary>
    internal torch.Tensor Tensor(params ReadOnlySpan<Argument> arguments)
    {
        var results = new Results();
        Call(arguments, ref results);
        return new torch.Tensor(results[0].Pointer);
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal (torch.Tensor First, torch.Tensor Second) TwoTensors(params ReadOnlySpan<Argument> arguments)
    {
        var results = new Results();
        Call(arguments, ref results);
        return (new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer));
    }

    /// <summary>Calls an in-place operator and returns its first argument, whose handle stays valid.</summary>
    internal torch.Tensor InPlace(torch.Tensor self, params ReadOnlySpan<Argument> rest)
    {
        var arguments = new Argument[rest.Length + 1];
        arguments[0] = self;
        rest.CopyTo(arguments.AsSpan(1));
        var results = new Results();
        Call(arguments, ref results);
        Libtorch.Free(results[0].Pointer);
        return self;
    }

    /// <summary>Calls an operator that returns a number (a Scalar result included).</summary>
    internal NativeValue Single(params ReadOnlySpan<Argument> arguments)
    {
        var results = new Results();
        Call(arguments, ref results);
        return results[0];
    }

    private IntPtr Handle()
    {
        if (_handle == IntPtr.Zero)
            _handle = Libtorch.Find(name, overload);
        return _handle;
    }

    private void Call(ReadOnlySpan<Argument> arguments, ref Results results) => Libtorch.Call(Handle(), arguments, results);

    [InlineArray(MaxResults)]
    private struct Results
    {
        private NativeValue _first;
    }
}
