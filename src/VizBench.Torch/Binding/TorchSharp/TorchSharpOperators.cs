using static TorchSharp.torch.nn;
using TS = TorchSharp.torch;

namespace VizBench.Torch.Native;

/// <summary>How TorchSharp computes each operator of <see cref="Ops"/>: arguments come in the order of libtorch's schema.</summary>
internal static class TorchSharpOperators
{
    internal delegate void Computation(Given given, Span<NativeValue> results);

    private delegate TS.Tensor Single(Given given);

    internal static IReadOnlyList<(string Name, Computation Implementation)> All { get; } =
    [
        // Element by element.
        One("aten::abs", a => a.Tensor(0).abs()),
        One("aten::add.Scalar", a => a.Tensor(0).add(a.Scalar(1))),
        One("aten::add.Tensor", a => a.ScalarOrNone(2) is { } alpha ? a.Tensor(0).add(a.Tensor(1), alpha) : a.Tensor(0).add(a.Tensor(1))),
        One("aten::addcmul", a => a.Tensor(0).addcmul(a.Tensor(1), a.Tensor(2), a.Scalar(3))),
        One("aten::angle", a => a.Tensor(0).angle()),
        One("aten::atan", a => a.Tensor(0).atan()),
        One("aten::clamp", a => a.Tensor(0).clamp(a.ScalarOrNone(1), a.ScalarOrNone(2))),
        One("aten::copysign.Tensor", a => a.Tensor(0).copysign(a.Tensor(1))),
        One("aten::cos", a => a.Tensor(0).cos()),
        One("aten::div.Scalar", a => a.Tensor(0).div(a.Scalar(1))),
        One("aten::div.Tensor", a => a.Tensor(0).div(a.Tensor(1))),
        One("aten::elu", a => a.Tensor(0).elu(a.Scalar(1), a.Scalar(2), a.Scalar(3))),
        One("aten::eq.Scalar", a => a.Tensor(0).eq(a.Scalar(1))),
        One("aten::eq.Tensor", a => a.Tensor(0).eq(a.Tensor(1))),
        One("aten::erf", a => a.Tensor(0).erf()),
        One("aten::exp", a => a.Tensor(0).exp()),
        One("aten::ge.Scalar", a => a.Tensor(0).ge(a.Scalar(1))),
        One("aten::ge.Tensor", a => a.Tensor(0).ge(a.Tensor(1))),
        One("aten::gelu", a => a.Tensor(0).gelu()),
        One("aten::gt.Scalar", a => a.Tensor(0).gt(a.Scalar(1))),
        One("aten::gt.Tensor", a => a.Tensor(0).gt(a.Tensor(1))),
        One("aten::hardswish", a => a.Tensor(0).hardswish()),
        // Its method of this name computes the result, drops it and returns its input; the one that writes in place is right.
        One("aten::hardtanh", a => a.Tensor(0).clone().hardtanh_(a.Scalar(1), a.Scalar(2))),
        One("aten::isfinite", a => a.Tensor(0).isfinite()),
        One("aten::leaky_relu", a => a.Tensor(0).leaky_relu(a.Scalar(1))),
        One("aten::log", a => a.Tensor(0).log()),
        One("aten::logical_and", a => a.Tensor(0).logical_and(a.Tensor(1))),
        One("aten::logical_not", a => a.Tensor(0).logical_not()),
        One("aten::logical_or", a => a.Tensor(0).logical_or(a.Tensor(1))),
        One("aten::lt.Scalar", a => a.Tensor(0).lt(a.Scalar(1))),
        One("aten::lt.Tensor", a => a.Tensor(0).lt(a.Tensor(1))),
        One("aten::mul.Scalar", a => a.Tensor(0).mul(a.Scalar(1))),
        One("aten::mul.Tensor", a => a.Tensor(0).mul(a.Tensor(1))),
        One("aten::neg", a => a.Tensor(0).neg()),
        One("aten::pow.Tensor_Scalar", a => a.Tensor(0).pow(a.Scalar(1))),
        One("aten::prelu", a => a.Tensor(0).prelu(a.Tensor(1))),
        One("aten::reciprocal", a => a.Tensor(0).reciprocal()),
        One("aten::relu", a => a.Tensor(0).relu()),
        // rsub is b − a; TorchSharp has it with a tensor in front alone.
        One("aten::rsub.Scalar", a =>
        {
            using var negative = a.Tensor(0).neg();
            return negative.add(a.Scalar(1));
        }),
        One("aten::sigmoid", a => a.Tensor(0).sigmoid()),
        One("aten::sign", a => a.Tensor(0).sign()),
        One("aten::sin", a => a.Tensor(0).sin()),
        One("aten::softplus", a => a.Tensor(0).softplus(a.Double(1), a.Double(2))),
        One("aten::sqrt", a => a.Tensor(0).sqrt()),
        One("aten::square", a => a.Tensor(0).square()),
        One("aten::sub.Scalar", a => a.Tensor(0).sub(a.Scalar(1))),
        One("aten::sub.Tensor", a => a.Tensor(0).sub(a.Tensor(1))),
        One("aten::tanh", a => a.Tensor(0).tanh()),
        One("aten::where.self", a => TS.where(a.Tensor(0), a.Tensor(1), a.Tensor(2))),

        // In place.
        InPlace("aten::add_.Scalar", a => a.Tensor(0).add_(a.Scalar(1))),
        InPlace("aten::add_.Tensor", a => a.ScalarOrNone(2) is { } alpha ? a.Tensor(0).add_(a.Tensor(1), alpha) : a.Tensor(0).add_(a.Tensor(1))),
        InPlace("aten::copy_", a => a.Tensor(0).copy_(a.Tensor(1), a.Bool(2))),
        InPlace("aten::fill_.Scalar", a => a.Tensor(0).fill_(a.Scalar(1))),
        InPlace("aten::masked_fill_.Scalar", a => a.Tensor(0).masked_fill_(a.Tensor(1), a.Scalar(2))),
        InPlace("aten::mul_.Scalar", a => a.Tensor(0).mul_(a.Scalar(1))),
        InPlace("aten::mul_.Tensor", a => a.Tensor(0).mul_(a.Tensor(1))),
        InPlace("aten::relu_", a => a.Tensor(0).relu_()),
        InPlace("aten::scatter_add_", a => a.Tensor(0).scatter_add_(a.Int(1), a.Tensor(2), a.Tensor(3))),
        InPlace("aten::zero_", a => a.Tensor(0).zero_()),

        // Reductions.
        One("aten::all", a => a.Tensor(0).all()),
        One("aten::amax", a => a.Tensor(0).amax(a.Ints(1) ?? [], a.Bool(2))),
        One("aten::amin", a => a.Tensor(0).amin(a.Ints(1) ?? [], a.Bool(2))),
        One("aten::any", a => a.Tensor(0).any()),
        One("aten::argmax", a => a.Tensor(0).argmax(a.Int(1), a.Bool(2))),
        One("aten::logsumexp", a => a.Tensor(0).logsumexp(a.Ints(1)![0], a.Bool(2))),
        One("aten::log_softmax.int", a => a.Tensor(0).log_softmax(a.Int(1), a.Type(2))),
        One("aten::mean", a => a.Tensor(0).mean()),
        One("aten::mean.dim", a => a.Tensor(0).mean(a.Ints(1) ?? [], a.Bool(2), a.Type(3))),
        // −1 means there that all axes are one.
        One("aten::quantile", a => a.Tensor(0).quantile(a.Tensor(1), CallChecks.Axis(a.Tensor(0), a.Int(2)), a.Bool(3))),
        One("aten::softmax.int", a => a.Tensor(0).softmax(a.Int(1), a.Type(2))),
        One("aten::sum", a => a.Tensor(0).sum(type: a.Type(1))),
        One("aten::sum.dim_IntList", a => a.Tensor(0).sum(a.Ints(1) ?? [], a.Bool(2), a.Type(3))),
        ("aten::item", (a, results) => results[0] = ItemOf(a.Tensor(0))),

        // Shapes, copies, parts.
        One("aten::cat", a => TS.cat(a.Tensors(0), a.Int(1))),
        One("aten::clone", a => a.Tensor(0).clone()),
        One("aten::constant_pad_nd", a => functional.pad(a.Tensor(0), a.Ints(1)!, TorchSharp.PaddingModes.Constant, a.Double(2))),
        One("aten::contiguous", a => a.Tensor(0).contiguous()),
        One("aten::detach", a => a.Tensor(0).detach()),
        One("aten::expand", a => a.Tensor(0).expand(a.Ints(1)!)),
        One("aten::flatten.using_ints", a => a.Tensor(0).flatten(a.Int(1), a.Int(2))),
        One("aten::gather", a => a.Tensor(0).gather(a.Int(1), a.Tensor(2))),
        One("aten::index_select", a => a.Tensor(0).index_select(a.Int(1), a.Tensor(2))),
        One("aten::narrow", a => a.Tensor(0).narrow(a.Int(1), a.Int(2), a.Int(3))),
        One("aten::permute", a => a.Tensor(0).permute(a.Ints(1)!)),
        One("aten::reshape", a => a.Tensor(0).reshape(a.Ints(1)!)),
        One("aten::select.int", a => a.Tensor(0).select(a.Int(1), a.Int(2))),
        One("aten::squeeze", a => a.Tensor(0).squeeze()),
        One("aten::squeeze.dim", a => a.Tensor(0).squeeze(a.Int(1))),
        One("aten::stack", a => TS.stack(a.Tensors(0), a.Int(1))),
        One("aten::to.dtype_layout", To),
        One("aten::transpose.int", a => a.Tensor(0).transpose(a.Int(1), a.Int(2))),
        One("aten::unsqueeze", a => a.Tensor(0).unsqueeze(a.Int(1))),
        One("aten::view_as_complex", a => a.Tensor(0).view_as_complex()),
        One("aten::view_as_real", a => a.Tensor(0).view_as_real()),

        // New tensors.
        One("aten::arange.start_step", a => TS.arange(a.Scalar(0), a.Scalar(1), a.Scalar(2), a.Type(3), a.Device(5))),
        One("aten::empty.memory_format", a => TS.empty(a.Ints(0)!, a.Type(1), a.Device(3))),
        One("aten::full", a => TS.full(a.Ints(0)!, a.Scalar(1), a.Type(2), a.Device(4))),
        One("aten::zeros_like", a => TS.zeros_like(a.Tensor(0), a.Type(1), a.Device(3))),

        // Products and transforms.
        One("aten::bmm", a => a.Tensor(0).bmm(a.Tensor(1))),
        One("aten::matmul", a => CallChecks.Product(a.Tensor(0), a.Tensor(1)).matmul(a.Tensor(1))),
        One("aten::linear", a => functional.linear(a.Tensor(0), a.Tensor(1), a.TensorOrNone(2))),
        Two("aten::linalg_eigh", a => TS.linalg.eigh(a.Tensor(0), a.Text(1)![0])),
        One("aten::fft_fft2", a => TS.fft.fft2(a.Tensor(0), a.Ints(1), a.Ints(2), Norm(a.Text(3)))),
        One("aten::fft_irfft2", a => TS.fft.irfft2(a.Tensor(0), a.Ints(1), a.Ints(2), Norm(a.Text(3)))),
        One("aten::fft_rfft2", a => TS.fft.rfft2(a.Tensor(0), a.Ints(1), a.Ints(2), Norm(a.Text(3)))),

        // Layers.
        One("aten::adaptive_avg_pool2d", a => functional.adaptive_avg_pool2d(a.Tensor(0), a.Ints(1)!)),
        One("aten::avg_pool2d", a => functional.avg_pool2d(a.Tensor(0), a.Ints(1)!, a.Ints(2), a.Ints(3), a.Bool(4), a.Bool(5, standard: true), a.IntOrNone(6))),
        One("aten::avg_pool3d", a => functional.avg_pool3d(a.Tensor(0), a.Ints(1)!, a.Ints(2))),
        One("aten::batch_norm", a => functional.batch_norm(a.Tensor(0), a.TensorOrNone(3), a.TensorOrNone(4), a.TensorOrNone(1), a.TensorOrNone(2), a.Bool(5), a.Double(6), a.Double(7))),
        One("aten::conv2d", a => functional.conv2d(a.Tensor(0), a.Tensor(1), a.TensorOrNone(2), a.Ints(3), a.Ints(4), a.Ints(5), a.Int(6))),
        One("aten::conv_transpose2d.input", a => functional.conv_transpose2d(a.Tensor(0), a.Tensor(1), a.TensorOrNone(2), a.Ints(3), a.Ints(4), a.Ints(5), a.Ints(7), a.Int(6))),
        One("aten::instance_norm", a => functional.instance_norm(a.Tensor(0), a.TensorOrNone(3), a.TensorOrNone(4), a.TensorOrNone(1), a.TensorOrNone(2), a.Bool(5), a.Double(6), a.Double(7))),
        One("aten::layer_norm", a => functional.layer_norm(a.Tensor(0), a.Ints(1)!, a.TensorOrNone(2), a.TensorOrNone(3), a.Double(4))),
        One("aten::max_pool2d", a => functional.max_pool2d(a.Tensor(0), a.Ints(1)!, a.Ints(2), a.Ints(3), a.Ints(4), a.Bool(5))),
        Two("aten::max_pool2d_with_indices", a => functional.max_pool2d_with_indices(a.Tensor(0), a.Ints(1)!, a.Ints(2), a.Ints(3), a.Ints(4), a.Bool(5))),
    ];

    internal static List<string> Names { get; } = [.. All.Select(entry => entry.Name)];

    private delegate (TS.Tensor First, TS.Tensor Second) Pair(Given given);

    private static (string Name, Computation Implementation) One(string name, Single compute) => (name, (given, results) => results[0].Pointer = TensorHandles.New(compute(given)));

    private static (string Name, Computation Implementation) Two(string name, Pair compute)
    {
        return (name, Run);

        void Run(Given given, Span<NativeValue> results)
        {
            var (first, second) = compute(given);
            (results[0].Pointer, results[1].Pointer) = (TensorHandles.New(first), TensorHandles.New(second));
        }
    }

    /// <summary>What comes back is the first argument itself, whose handle there is already.</summary>
    private static (string Name, Computation Implementation) InPlace(string name, Single compute)
    {
        return (name, Run);

        void Run(Given given, Span<NativeValue> results)
        {
            _ = compute(given);
            results[0].Pointer = IntPtr.Zero;
        }
    }

    // (self, dtype?, layout?, device?, pin_memory?, non_blocking, copy)
    private static TS.Tensor To(Given given)
    {
        var (tensor, type, device) = (given.Tensor(0), given.Type(1), given.Device(3));
        var result = tensor.to(type ?? tensor.dtype, device ?? tensor.device, given.Bool(6), non_blocking: given.Bool(5));
        // Where nothing changes it may return its input, which has a handle of its own.
        return ReferenceEquals(result, tensor) ? tensor.alias() : result;
    }

    private static NativeValue ItemOf(TS.Tensor tensor)
    {
        using var number = tensor.ToScalar();
        return tensor.dtype is TS.ScalarType.Byte or TS.ScalarType.Int8 or TS.ScalarType.Int16 or TS.ScalarType.Int32 or TS.ScalarType.Int64 or TS.ScalarType.Bool
            ? new NativeValue { Tag = Tag.Int, Integer = TorchSharp.ScalarExtensionMethods.ToInt64(number) }
            : new NativeValue { Tag = Tag.Double, Double = TorchSharp.ScalarExtensionMethods.ToDouble(number) };
    }

    private static TorchSharp.FFTNormType Norm(string? name) => name switch { "forward" => TorchSharp.FFTNormType.Forward, "ortho" => TorchSharp.FFTNormType.Ortho, _ => TorchSharp.FFTNormType.Backward };
}
