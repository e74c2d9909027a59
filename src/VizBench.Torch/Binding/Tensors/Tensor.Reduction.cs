namespace VizBench.Torch;

public static partial class torch
{
    public sealed unsafe partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Ops.sum.Tensor(this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Ops.sum_dim.Tensor(this, new[] { dim }, keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Ops.sum_dim.Tensor(this, dim, keepdim, type);

        public Tensor mean() => Ops.mean.Tensor(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Ops.mean_dim.Tensor(this, dimensions, keepdim, type);

        public Tensor amax(params long[] dims) => Ops.amax.Tensor(this, dims);

        public Tensor amin(params long[] dims) => Ops.amin.Tensor(this, dims);

        /// <summary>Linear between order statistics; q in 0 … 1, of this tensor's dtype.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Ops.quantile.Tensor(this, q, dim, keepdim);

        public Tensor argmax(long dim, bool keepdim = false) => Ops.argmax.Tensor(this, dim, keepdim);

        public Tensor all() => Ops.all.Tensor(this);

        public Tensor any() => Ops.any.Tensor(this);

        public Tensor logsumexp(long dim, bool keepdim = false) => Ops.logsumexp.Tensor(this, new[] { dim }, keepdim);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Ops.softmax.Tensor(this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Ops.log_softmax.Tensor(this, dim, dtype);
    }
}
