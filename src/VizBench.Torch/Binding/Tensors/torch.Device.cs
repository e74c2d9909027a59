using System.Globalization;

namespace VizBench.Torch;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    public static Device device(string description) => new(description);

    /// <summary>Where a tensor lies: "cpu", "cuda" or "cuda:1".</summary>
    public sealed class Device
    {
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = deviceType == DeviceType.CUDA && index < 0 ? 0 : index;
        }

        /// <exception cref="ArgumentException">the description is neither "cpu" nor "cuda[:index]"</exception>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            type = parts[0] switch
            {
                "cpu" => DeviceType.CPU,
                "cuda" => DeviceType.CUDA,
                _ => throw new ArgumentException($"'{description}' is not a device; use cpu, cuda or cuda:INDEX", nameof(description)),
            };
            index = type == DeviceType.CUDA ? 0 : -1;
            if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var _)))
                throw new ArgumentException($"'{description}' is not a device; use cpu, cuda or cuda:INDEX", nameof(description));
            if (parts.Length == 2 && type == DeviceType.CUDA)
                index = int.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        public DeviceType type { get; }

        public int index { get; }

        public override string ToString() => type == DeviceType.CPU ? "cpu" : $"cuda:{index}";
    }
}
