namespace VizBench.Torch;

public static partial class torch
{
    public sealed unsafe partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        public static Tensor operator +(Tensor left, double right) => left.add(right);

        public static Tensor operator +(double left, Tensor right) => right.add(left);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        public static Tensor operator -(Tensor left, double right) => left.sub(right);

        public static Tensor operator -(double left, Tensor right) => Ops.rsub_scalar.Tensor(right, left);

        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        public static Tensor operator *(Tensor left, double right) => Ops.mul_scalar.Tensor(left, right);

        public static Tensor operator *(double left, Tensor right) => Ops.mul_scalar.Tensor(right, left);

        public static Tensor operator /(Tensor left, Tensor right) => Ops.div_tensor.Tensor(left, right);

        public static Tensor operator /(Tensor left, double right) => Ops.div_scalar.Tensor(left, right);

        public Tensor abs() => Ops.abs.Tensor(this);

        public Tensor add(Scalar scalar) => Ops.add_scalar.Tensor(this, scalar);

        public Tensor add(Tensor target) => Ops.add_tensor.Tensor(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Ops.add_tensor.Tensor(this, target, alpha);

        public Tensor add_(Scalar scalar) => Ops.add_scalar_.InPlace(this, scalar);

        public Tensor add_(Tensor target) => Ops.add_tensor_.InPlace(this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Ops.add_tensor_.InPlace(this, target, alpha);

        public Tensor sub(Scalar target) => Ops.sub_scalar.Tensor(this, target);

        public Tensor sub(Tensor target) => Ops.sub_tensor.Tensor(this, target);

        public Tensor mul(Scalar target) => Ops.mul_scalar.Tensor(this, target);

        public Tensor mul(Tensor target) => Ops.mul_tensor.Tensor(this, target);

        public Tensor mul_(Scalar target) => Ops.mul_scalar_.InPlace(this, target);

        public Tensor mul_(Tensor target) => Ops.mul_tensor_.InPlace(this, target);

        public Tensor neg() => Ops.neg.Tensor(this);

        public Tensor pow(Scalar exponent) => Ops.pow_scalar.Tensor(this, exponent);

        public Tensor reciprocal() => Ops.reciprocal.Tensor(this);

        public Tensor sqrt() => Ops.sqrt.Tensor(this);

        public Tensor square() => Ops.square.Tensor(this);

        /// <summary>The argument of complex numbers, −π … π.</summary>
        public Tensor angle() => Ops.angle.Tensor(this);

        public Tensor sin() => Ops.sin.Tensor(this);

        public Tensor cos() => Ops.cos.Tensor(this);

        public Tensor atan() => Ops.atan.Tensor(this);

        public Tensor exp() => Ops.exp.Tensor(this);

        public Tensor log() => Ops.log.Tensor(this);

        public Tensor sign() => Ops.sign.Tensor(this);

        public Tensor relu() => Ops.relu.Tensor(this);

        public Tensor sigmoid() => Ops.sigmoid.Tensor(this);

        public Tensor tanh() => Ops.tanh.Tensor(this);

        public Tensor hardswish() => Ops.hardswish.Tensor(this);

        public Tensor hardtanh(Scalar min, Scalar max) => Ops.hardtanh.Tensor(this, min, max);

        public Tensor leaky_relu(Scalar negative_slope) => Ops.leaky_relu.Tensor(this, negative_slope);

        public Tensor prelu(Tensor target) => Ops.prelu.Tensor(this, target);

        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Ops.elu.Tensor(this, alpha, scale, input_scale);

        public Tensor gelu() => Ops.gelu.Tensor(this);

        public Tensor erf() => Ops.erf.Tensor(this);

        public Tensor softplus(double beta = 1, double threshold = 20) => Ops.softplus.Tensor(this, (Scalar)beta, (Scalar)threshold);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.clamp.Tensor(this, min, max);

        public Tensor copysign(Tensor other) => Ops.copysign.Tensor(this, other);

        public Tensor eq(Scalar target) => Ops.eq_scalar.Tensor(this, target);

        public Tensor eq(Tensor target) => Ops.eq_tensor.Tensor(this, target);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Ops.masked_fill_.InPlace(this, mask, value);

        public Tensor gt(Scalar target) => Ops.gt_scalar.Tensor(this, target);

        public Tensor gt(Tensor target) => Ops.gt_tensor.Tensor(this, target);

        public Tensor ge(Scalar target) => Ops.ge_scalar.Tensor(this, target);

        public Tensor ge(Tensor target) => Ops.ge_tensor.Tensor(this, target);

        public Tensor lt(Scalar target) => Ops.lt_scalar.Tensor(this, target);

        public Tensor lt(Tensor target) => Ops.lt_tensor.Tensor(this, target);

        public Tensor logical_and(Tensor other) => Ops.logical_and.Tensor(this, other);

        public Tensor logical_or(Tensor other) => Ops.logical_or.Tensor(this, other);

        public Tensor logical_not() => Ops.logical_not.Tensor(this);

        public Tensor isfinite() => Ops.isfinite.Tensor(this);

        /// <summary>this + value · tensor1 · tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.addcmul.Tensor(this, tensor1, tensor2, value);

        public Tensor matmul(Tensor target) => Ops.matmul.Tensor(this, target);

        public Tensor bmm(Tensor batch2) => Ops.bmm.Tensor(this, batch2);
    }
}
