using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace VizBench.Torch.Native;

/// <summary>
/// One operator of libtorch, called through its dispatcher. Resolved at its first use; the call converts arguments by the
/// operator's own schema, so no operator needs native code of its own.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int MaxResults = 4;
    private const int StackLimit = 256;
    private IntPtr _handle;

    internal string Name => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>The schema as this libtorch declares it; throws where the operator is missing.</summary>
    internal string Schema()
    {
        var text = stackalloc byte[4096];
        NativeMethods.Check(NativeMethods.vb_op_schema(Handle(), text, 4096));
        return Marshal.PtrToStringUTF8((IntPtr)text)!;
    }

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
        NativeMethods.vb_tensor_free(results[0].Pointer);
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
        {
            NativeMethods.Check(NativeMethods.vb_op(name, overload, out var handle));
            _handle = handle;
        }

        return _handle;
    }

    private void Call(ReadOnlySpan<Argument> arguments, ref Results results)
    {
        var words = 0;
        foreach (var argument in arguments)
            words += argument.Reference is null ? 0 : argument.Count;
        // Lists live on the stack unless they are long (a concatenation of hundreds of tensors).
        var rented = words > StackLimit ? ArrayPool<long>.Shared.Rent(words) : null;
        Span<long> storage = rented ?? stackalloc long[Math.Max(words, 1)];
        fixed (long* lists = storage)
        {
            var values = stackalloc NativeValue[Math.Max(arguments.Length, 1)];
            LayOut(arguments, values, lists);
            int count;
            fixed (NativeValue* firstResult = &results[0])
                NativeMethods.Check(NativeMethods.vb_call(Handle(), values, arguments.Length, firstResult, MaxResults, &count));
        }

        if (rented is not null)
            ArrayPool<long>.Shared.Return(rented);
    }

    private static void LayOut(ReadOnlySpan<Argument> arguments, NativeValue* values, long* lists)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            values[i] = new NativeValue { Tag = argument.Tag, Count = argument.Count, Integer = argument.Bits };
            if (argument.Reference is null)
                continue;
            values[i].Pointer = (IntPtr)lists;
            var words = new Span<long>(lists, argument.Count);
            switch (argument.Reference)
            {
                case long[] integers:
                    integers.CopyTo(words);
                    break;
                case double[] doubles:
                    MemoryMarshal.Cast<double, long>(doubles).CopyTo(words);
                    break;
                case torch.Tensor[] tensors:
                    for (var t = 0; t < tensors.Length; t++)
                        words[t] = tensors[t].Handle;
                    break;
                case string text:
                    Encoding.ASCII.GetBytes(text, MemoryMarshal.AsBytes(words));
                    break;
            }

            lists += argument.Count;
        }
    }

    [InlineArray(MaxResults)]
    private struct Results
    {
        private NativeValue _first;
    }
}
