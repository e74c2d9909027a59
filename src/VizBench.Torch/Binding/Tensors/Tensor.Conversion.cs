namespace VizBench.Torch;

public static partial class torch
{
    public sealed unsafe partial class Tensor
    {
        /// <summary>The value of a one-element tensor of any element type, converted.</summary>
        public static explicit operator double(Tensor value)
        {
            var number = Ops.item.Single(value);
            return number.Tag == Native.Tag.Double ? number.Double : number.Integer;
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(type, null, copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(null, device, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Convert(type, device, copy, disposeAfter, non_blocking);

        public Tensor cpu() => Convert(null, CPU, false, false, false);

        private Tensor Convert(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool nonBlocking)
        {
            // aten::to.dtype_layout(self, dtype?, layout?, device?, pin_memory?, non_blocking, copy)
            var converted = Ops.to.Tensor(this, type, Argument.None, device, Argument.None, nonBlocking, copy);
            if (disposeAfter)
                Dispose();
            return converted;
        }
    }
}
