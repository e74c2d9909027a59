using System.Globalization;

namespace VizBench.Cli.Arguments;

/// <summary>"cpu", "cuda" or "cuda:1".</summary>
internal static class DeviceArgument
{
    private const string CudaPrefix = "cuda:";

    /// <exception cref="UserError">another text</exception>
    public static Device Parse(string text)
    {
        if (string.Equals(text, "cpu", StringComparison.Ordinal))
            return new Device(DeviceType.CPU);
        if (string.Equals(text, "cuda", StringComparison.Ordinal))
            return new Device(DeviceType.CUDA, 0);
        return text.StartsWith(CudaPrefix, StringComparison.Ordinal)
            && byte.TryParse(text.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new Device(DeviceType.CUDA, index)
            : throw new UserError($"'{text}' is not a device; use cpu, cuda or cuda:INDEX");
    }
}
