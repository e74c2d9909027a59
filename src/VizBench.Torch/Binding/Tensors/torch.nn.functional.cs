namespace VizBench.Torch;

public static partial class torch
{
    public static class nn
    {
        public static class functional
        {
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                long groups = 1) => Ops.conv2d.Tensor(input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.conv_transpose2d.Tensor(input, weight, bias, strides, padding, output_padding, groups, dilation);

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Ops.linear.Tensor(input, weights, bias);

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Ops.relu_.InPlace(x) : Ops.relu.Tensor(x);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Ops.max_pool2d_with_indices.TwoTensors(input, kernel_size, strides, padding, dilation, ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) => Ops.max_pool2d.Tensor(input, kernel_size, strides, padding, dilation, ceil_mode);

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Ops.avg_pool2d.Tensor(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Ops.adaptive_avg_pool2d.Tensor(input, output_size);

            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false,
                double momentum = 0.1, double eps = 1e-05) =>
                Ops.batch_norm.Tensor(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>Composed of the operators of which PyTorch composes it, in its order, so that every bit is the same.</summary>
            /// <param name="input">(N, C, H, W)</param>
            public static Tensor local_response_norm(Tensor input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1)
            {
                using var scope = NewDisposeScope();
                var shape = input.shape;
                if (shape.Length != 4)
                    throw new ArgumentException($"takes (N, C, H, W), not {shape.Length} axes", nameof(input));
                var squares = (input * input).reshape(shape[0], 1, shape[1], shape[2], shape[3]);
                var padded = Ops.constant_pad_nd.Tensor(squares, new[] { 0, 0, 0, 0, size / 2, (size - 1) / 2 }, 0.0);
                var mean = Ops.avg_pool3d.Tensor(padded, new[] { size, 1, 1 }, new[] { 1L }).squeeze(1);
                return (input / (mean * alpha + k).pow(beta)).MoveToOuterDisposeScope();
            }

            public static Tensor instance_norm(
                Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null,
                bool use_input_stats = true, double momentum = 0.1, double eps = 1e-05) =>
                Ops.instance_norm.Tensor(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Ops.layer_norm.Tensor(input, normalized_shape, weight, bias, eps);

            /// <summary>Constant padding alone; the other modes have no operator whose gradient is the same on every device.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode == PaddingModes.Constant
                ? Ops.constant_pad_nd.Tensor(input, pad, (Scalar)value)
                : throw new NotSupportedException($"padding mode {mode}");
        }
    }
}
