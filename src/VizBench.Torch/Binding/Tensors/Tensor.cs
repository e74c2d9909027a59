using VizBench.Torch.Native;

namespace VizBench.Torch;

public static partial class torch
{
    /// <summary>
    /// A handle that owns one reference to a libtorch tensor. Freed by <see cref="Dispose"/> or by the dispose scope in which
    /// it was made; there is no finaliser (see <see cref="DisposeScope"/>). Names and signatures are TorchSharp's.
    /// </summary>
    public sealed unsafe partial class Tensor : IDisposable
    {
        private const int MaxDimensions = 8;
        private IntPtr _handle;

        internal Tensor(IntPtr handle)
        {
            _handle = handle;
            DisposeScope.Current?.Attach(this);
        }

        /// <summary>How many tensor handles are alive in the process, in any scope or in none.</summary>
        public static long TotalCount => Libtorch.LiveTensors;

        /// <exception cref="ObjectDisposedException">the tensor has been freed, by hand or by its dispose scope</exception>
        public IntPtr Handle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle == IntPtr.Zero, this);
                return _handle;
            }
        }

        public bool IsInvalid => _handle == IntPtr.Zero;

        public long[] shape => Info().Sizes;

        public long ndim => Info().Sizes.Length;

        public ScalarType dtype => Info().Type;

        public Device device => Info().Device;

        public bool is_cuda => device.type == DeviceType.CUDA;

        public long NumberOfElements
        {
            get
            {
                var count = 1L;
                foreach (var size in shape)
                    count *= size;
                return count;
            }
        }

        public long ElementSize => dtype switch
        {
            ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
            ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
            ScalarType.Int32 or ScalarType.Float32 => 4,
            ScalarType.ComplexFloat64 => 16,
            _ => 8,
        };

        public bool requires_grad
        {
            get => Libtorch.RequiresGrad(Handle);
            set => Libtorch.SetRequiresGrad(Handle, value);
        }

        public bool is_leaf => Libtorch.IsLeaf(Handle);

        internal DisposeScope? Owner { get; set; }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Whether the elements lie row-major without gaps.</summary>
        public bool is_contiguous()
        {
            var (sizes, strides, _, _) = Info();
            var expected = 1L;
            for (var d = sizes.Length - 1; d >= 0; d--)
            {
                if (sizes[d] != 1 && strides[d] != expected)
                    return false;
                expected *= sizes[d];
            }

            return true;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Owner?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            Owner?.Detach(this);
            return this;
        }

        /// <summary>The elements of a CPU tensor, row-major.</summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged => new(this);

        /// <summary>The memory of a contiguous CPU tensor, at most 2 GiB; valid while the tensor lives.</summary>
        public Span<byte> bytes
        {
            get
            {
                CheckBytes();
                return new Span<byte>((void*)DataPointer(), checked((int)(NumberOfElements * ElementSize)));
            }

            set
            {
                if (value.Length != NumberOfElements * ElementSize)
                    throw new ArgumentException($"{value.Length} bytes don't fill {this}", nameof(value));
                value.CopyTo(bytes);
            }
        }

        /// <summary>The value of a one-element tensor of just this element type; a cast ((double)tensor) converts.</summary>
        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException($"a tensor of {NumberOfElements} elements has no single value");
            if (!is_cuda)
                return data<T>().ToArray()[0];
            using var copy = cpu();
            return copy.data<T>().ToArray()[0];
        }

        public void Dispose()
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle == IntPtr.Zero)
                return;
            Owner?.Forget(this);
            Owner = null;
            Libtorch.Free(handle);
        }

        public override string ToString() => IsInvalid ? "(disposed)" : $"[{string.Join("x", shape)}], type = {dtype}, device = {device}";

        internal IntPtr DataPointer() => Libtorch.DataOf(Handle);

        private void CheckBytes()
        {
            if (device.type != DeviceType.CPU)
                throw new InvalidOperationException("the bytes of a CUDA tensor can't be read in place; call cpu() first");
            if (!is_contiguous())
                throw new InvalidOperationException("the bytes of a strided view are not in order; call contiguous() first");
        }

        private (long[] Sizes, long[] Strides, ScalarType Type, Device Device) Info()
        {
            var sizes = stackalloc long[MaxDimensions];
            var strides = stackalloc long[MaxDimensions];
            var (dims, type, device) = Libtorch.Info(Handle, new Span<long>(sizes, MaxDimensions), new Span<long>(strides, MaxDimensions));
            if (dims > MaxDimensions)
                throw new NotSupportedException($"a tensor of {dims} dimensions; at most {MaxDimensions} are offered");
            return (new ReadOnlySpan<long>(sizes, dims).ToArray(), new ReadOnlySpan<long>(strides, dims).ToArray(), type, device);
        }
    }
}
