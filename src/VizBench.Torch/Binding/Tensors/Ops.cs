using VizBench.Torch.Native;

namespace VizBench.Torch;

/// <summary>Every operator of libtorch that the product uses, by name; `doctor` resolves each of them.</summary>
internal static class Ops
{
    internal static readonly Operator abs = new("aten::abs");
    internal static readonly Operator adaptive_avg_pool2d = new("aten::adaptive_avg_pool2d");
    internal static readonly Operator add_scalar = new("aten::add", "Scalar");
    internal static readonly Operator add_tensor = new("aten::add", "Tensor");
    internal static readonly Operator add_scalar_ = new("aten::add_", "Scalar");
    internal static readonly Operator add_tensor_ = new("aten::add_", "Tensor");
    internal static readonly Operator all = new("aten::all");
    internal static readonly Operator amax = new("aten::amax");
    internal static readonly Operator amin = new("aten::amin");
    internal static readonly Operator any = new("aten::any");
    internal static readonly Operator arange = new("aten::arange", "start_step");
    internal static readonly Operator argmax = new("aten::argmax");
    internal static readonly Operator avg_pool2d = new("aten::avg_pool2d");
    internal static readonly Operator avg_pool3d = new("aten::avg_pool3d");
    internal static readonly Operator batch_norm = new("aten::batch_norm");
    internal static readonly Operator bmm = new("aten::bmm");
    internal static readonly Operator cat = new("aten::cat");
    internal static readonly Operator clamp = new("aten::clamp");
    internal static readonly Operator clone = new("aten::clone");
    internal static readonly Operator constant_pad_nd = new("aten::constant_pad_nd");
    internal static readonly Operator contiguous = new("aten::contiguous");
    internal static readonly Operator conv2d = new("aten::conv2d");
    internal static readonly Operator conv_transpose2d = new("aten::conv_transpose2d", "input");
    internal static readonly Operator copy_ = new("aten::copy_");
    internal static readonly Operator detach = new("aten::detach");
    internal static readonly Operator div_scalar = new("aten::div", "Scalar");
    internal static readonly Operator div_tensor = new("aten::div", "Tensor");
    internal static readonly Operator empty = new("aten::empty", "memory_format");
    internal static readonly Operator eq_scalar = new("aten::eq", "Scalar");
    internal static readonly Operator eq_tensor = new("aten::eq", "Tensor");
    internal static readonly Operator exp = new("aten::exp");
    internal static readonly Operator expand = new("aten::expand");
    internal static readonly Operator fft_fft2 = new("aten::fft_fft2");
    internal static readonly Operator fill_ = new("aten::fill_", "Scalar");
    internal static readonly Operator flatten = new("aten::flatten", "using_ints");
    internal static readonly Operator full = new("aten::full");
    internal static readonly Operator gather = new("aten::gather");
    internal static readonly Operator ge_scalar = new("aten::ge", "Scalar");
    internal static readonly Operator ge_tensor = new("aten::ge", "Tensor");
    internal static readonly Operator gt_scalar = new("aten::gt", "Scalar");
    internal static readonly Operator gt_tensor = new("aten::gt", "Tensor");
    internal static readonly Operator index_select = new("aten::index_select");
    internal static readonly Operator isfinite = new("aten::isfinite");
    internal static readonly Operator item = new("aten::item");
    internal static readonly Operator linear = new("aten::linear");
    internal static readonly Operator log = new("aten::log");
    internal static readonly Operator log_softmax = new("aten::log_softmax", "int");
    internal static readonly Operator logical_and = new("aten::logical_and");
    internal static readonly Operator logical_not = new("aten::logical_not");
    internal static readonly Operator logical_or = new("aten::logical_or");
    internal static readonly Operator logsumexp = new("aten::logsumexp");
    internal static readonly Operator lt_scalar = new("aten::lt", "Scalar");
    internal static readonly Operator lt_tensor = new("aten::lt", "Tensor");
    internal static readonly Operator matmul = new("aten::matmul");
    internal static readonly Operator max_pool2d = new("aten::max_pool2d");
    internal static readonly Operator max_pool2d_with_indices = new("aten::max_pool2d_with_indices");
    internal static readonly Operator mean = new("aten::mean");
    internal static readonly Operator mean_dim = new("aten::mean", "dim");
    internal static readonly Operator mul_scalar = new("aten::mul", "Scalar");
    internal static readonly Operator mul_tensor = new("aten::mul", "Tensor");
    internal static readonly Operator mul_scalar_ = new("aten::mul_", "Scalar");
    internal static readonly Operator mul_tensor_ = new("aten::mul_", "Tensor");
    internal static readonly Operator narrow = new("aten::narrow");
    internal static readonly Operator neg = new("aten::neg");
    internal static readonly Operator permute = new("aten::permute");
    internal static readonly Operator pow_scalar = new("aten::pow", "Tensor_Scalar");
    internal static readonly Operator reciprocal = new("aten::reciprocal");
    internal static readonly Operator relu = new("aten::relu");
    internal static readonly Operator relu_ = new("aten::relu_");
    internal static readonly Operator reshape = new("aten::reshape");
    internal static readonly Operator rsub_scalar = new("aten::rsub", "Scalar");
    internal static readonly Operator scatter_add_ = new("aten::scatter_add_");
    internal static readonly Operator select = new("aten::select", "int");
    internal static readonly Operator sign = new("aten::sign");
    internal static readonly Operator softmax = new("aten::softmax", "int");
    internal static readonly Operator sqrt = new("aten::sqrt");
    internal static readonly Operator square = new("aten::square");
    internal static readonly Operator squeeze = new("aten::squeeze");
    internal static readonly Operator squeeze_dim = new("aten::squeeze", "dim");
    internal static readonly Operator stack = new("aten::stack");
    internal static readonly Operator sub_scalar = new("aten::sub", "Scalar");
    internal static readonly Operator sub_tensor = new("aten::sub", "Tensor");
    internal static readonly Operator sum = new("aten::sum");
    internal static readonly Operator sum_dim = new("aten::sum", "dim_IntList");
    internal static readonly Operator to = new("aten::to", "dtype_layout");
    internal static readonly Operator transpose = new("aten::transpose", "int");
    internal static readonly Operator unsqueeze = new("aten::unsqueeze");
    internal static readonly Operator view_as_real = new("aten::view_as_real");
    internal static readonly Operator where = new("aten::where", "self");
    internal static readonly Operator zeros_like = new("aten::zeros_like");
    internal static readonly Operator zero_ = new("aten::zero_");

    /// <summary>All of them, for `doctor`.</summary>
    internal static IEnumerable<Operator> All =>
        typeof(Ops).GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Select(declared => declared.GetValue(null)).OfType<Operator>();
}
