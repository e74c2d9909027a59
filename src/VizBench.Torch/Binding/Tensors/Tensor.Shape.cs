namespace VizBench.Torch;

public static partial class torch
{
    public sealed unsafe partial class Tensor
    {
        public Tensor alias() => new(Native.Libtorch.Alias(Handle));

        public Tensor clone() => Ops.clone.Tensor(this);

        public Tensor contiguous() => Ops.contiguous.Tensor(this);

        public Tensor detach() => Ops.detach.Tensor(this);

        public Tensor expand(params long[] sizes) => Ops.expand.Tensor(this, sizes);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Ops.flatten.Tensor(this, start_dim, end_dim);

        public Tensor gather(long dim, Tensor index) => Ops.gather.Tensor(this, dim, index);

        public Tensor index_select(long dim, Tensor index) => Ops.index_select.Tensor(this, dim, index);

        public Tensor narrow(long dim, long start, long length) => Ops.narrow.Tensor(this, dim, start, length);

        public Tensor permute(params long[] permutation) => Ops.permute.Tensor(this, permutation);

        public Tensor reshape(params long[] shape) => Ops.reshape.Tensor(this, shape);

        public Tensor select(long dim, long index) => Ops.select.Tensor(this, dim, index);

        public Tensor squeeze(long? dim = null) => dim is { } d ? Ops.squeeze_dim.Tensor(this, d) : Ops.squeeze.Tensor(this);

        public Tensor transpose(long dim0, long dim1) => Ops.transpose.Tensor(this, dim0, dim1);

        public Tensor unsqueeze(long dim) => Ops.unsqueeze.Tensor(this, dim);

        public Tensor view_as_complex() => Ops.view_as_complex.Tensor(this);

        public Tensor view_as_real() => Ops.view_as_real.Tensor(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Ops.copy_.InPlace(this, source, nonBlocking);

        public Tensor fill_(Scalar value) => Ops.fill_.InPlace(this, value);

        public Tensor zero_() => Ops.zero_.InPlace(this);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Ops.scatter_add_.InPlace(this, dim, index, src);
    }
}
