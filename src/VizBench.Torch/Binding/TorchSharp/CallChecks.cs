using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TS = TorchSharp.torch;

namespace VizBench.Torch.Native;

/// <summary>
/// What libtorch would refuse in the few native functions in which TorchSharp catches no exception: one that leaves them ends the process. Messages are libtorch's
/// in meaning.
/// </summary>
internal static class CallChecks
{
    // Differentiated without keeping what their operations saved. Only these very tensors are known; another one of the same graph is not.
    private static readonly ConditionalWeakTable<TS.Tensor, object> s_spent = [];

    /// <summary>Of a product's two factors: shapes, element types and devices.</summary>
    /// <returns>the left one</returns>
    /// <exception cref="ExternalException">they can't be multiplied</exception>
    internal static TS.Tensor Product(TS.Tensor left, TS.Tensor right)
    {
        if (left.dtype != right.dtype)
            throw new ExternalException($"matmul: expected both tensors to have the same dtype, but got: {left.dtype} and {right.dtype}");
        if (left.device_type != right.device_type || left.device_index != right.device_index)
            throw new ExternalException($"matmul: expected both tensors to be on the same device, but got: {left.device} and {right.device}");
        var (rows, columns) = (left.shape, right.shape);
        if (rows.Length == 0 || columns.Length == 0)
            throw new ExternalException($"matmul: both arguments need to be at least 1D, but they are {rows.Length}D and {columns.Length}D");
        var inner = columns.Length == 1 ? columns[0] : columns[^2];
        if (rows[^1] != inner || !Broadcast(rows, columns))
            throw new ExternalException($"matmul: shapes cannot be multiplied ({string.Join('x', rows)} and {string.Join('x', columns)})");
        return left;
    }

    /// <summary>Of a gradient: what is differentiated by what, and with which weights.</summary>
    /// <exception cref="ExternalException">there is no gradient</exception>
    internal static void Grad(IReadOnlyList<TS.Tensor> outputs, IReadOnlyList<TS.Tensor> inputs, IReadOnlyList<TS.Tensor>? weights)
    {
        if (outputs.Count == 0)
            throw new ExternalException("grad requires non-empty outputs");
        if (inputs.Count == 0)
            throw new ExternalException("grad requires non-empty inputs");
        for (var i = 0; i < inputs.Count; i++)
        {
            if (!inputs[i].requires_grad)
                throw new ExternalException("One of the differentiated Tensors does not require grad");
        }

        for (var i = 0; i < outputs.Count; i++)
        {
            if (s_spent.TryGetValue(outputs[i], out _))
                throw new ExternalException("Trying to backward through the graph a second time. Specify retain_graph=True the first time.");
            if (!outputs[i].requires_grad)
                throw new ExternalException($"element {i} of tensors does not require grad and does not have a grad_fn");
            if (weights is null && outputs[i].numel() != 1)
                throw new ExternalException("grad can be implicitly created only for scalar outputs");
            if (weights is not null && !weights[i].shape.AsSpan().SequenceEqual(outputs[i].shape))
                throw new ExternalException($"Mismatch in shape: grad_output[{i}] has a shape of ({string.Join(", ", weights[i].shape)}) and output[{i}] has a shape of ({string.Join(", ", outputs[i].shape)})");
        }
    }

    /// <summary>Notes that these were differentiated and their graph was not kept.</summary>
    internal static void Spend(IEnumerable<TS.Tensor> outputs)
    {
        // What is nothing but itself has saved nothing.
        foreach (var output in outputs.Where(output => !output.is_leaf))
            s_spent.TryAdd(output, output);
    }

    /// <summary>An axis counted from the first.</summary>
    internal static long Axis(TS.Tensor tensor, long axis) => axis < 0 ? axis + tensor.ndim : axis;

    private static bool Broadcast(long[] rows, long[] columns)
    {
        var left = rows.AsSpan(0, Math.Max(0, rows.Length - 2));
        var right = columns.AsSpan(0, Math.Max(0, columns.Length - 2));
        for (var back = 1; back <= Math.Min(left.Length, right.Length); back++)
        {
            if (left[^back] != right[^back] && left[^back] != 1 && right[^back] != 1)
                return false;
        }

        return true;
    }
}
