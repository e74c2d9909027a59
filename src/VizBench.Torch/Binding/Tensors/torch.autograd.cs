using VizBench.Torch.Native;

namespace VizBench.Torch;

public static partial class torch
{
    public static class autograd
    {
        /// <summary>
        /// The sum of vector-Jacobian products of outputs by inputs. An input that no output depends on is an error, or null
        /// where allow_unused is set.
        /// </summary>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            ArgumentNullException.ThrowIfNull(outputs);
            ArgumentNullException.ThrowIfNull(inputs);
            if (grad_outputs is not null && grad_outputs.Count != outputs.Count)
                throw new ArgumentException($"{outputs.Count} outputs have {grad_outputs.Count} weights; give one for each", nameof(grad_outputs));
            var grads = Libtorch.Grad(Handles(outputs), Handles(inputs), grad_outputs is null ? null : Handles(grad_outputs), retain_graph || create_graph, create_graph, allow_unused);
            return Array.ConvertAll(grads, handle => handle == IntPtr.Zero ? null! : new Tensor(handle));
        }

        private static IntPtr[] Handles(IList<Tensor> tensors)
        {
            var handles = new IntPtr[tensors.Count];
            for (var i = 0; i < handles.Length; i++)
                handles[i] = tensors[i].Handle;
            return handles;
        }
    }
}
