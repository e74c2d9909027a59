namespace VizBench.Engine;

/// <summary>Names and element types of the precision classes.</summary>
public static class Precision
{
    /// <summary>"float64", "float32", "tf32" or "bfloat16", as the command line spells them.</summary>
    /// <exception cref="UserError">another name</exception>
    public static PrecisionClass Parse(string name) => name switch
    {
        "float64" => PrecisionClass.Float64,
        "float32" => PrecisionClass.Float32,
        "tf32" => PrecisionClass.Tf32,
        "bfloat16" => PrecisionClass.BFloat16,
        _ => throw new UserError($"dtype '{name}' is unknown; use float32, float64, tf32 or bfloat16"),
    };

    public static string NameOf(PrecisionClass precision) => precision switch
    {
        PrecisionClass.Float64 => "float64",
        PrecisionClass.Float32 => "float32",
        PrecisionClass.Tf32 => "tf32",
        _ => "bfloat16",
    };

    public static ScalarType ElementType(PrecisionClass precision) => precision switch
    {
        PrecisionClass.Float64 => ScalarType.Float64,
        PrecisionClass.BFloat16 => ScalarType.BFloat16,
        _ => ScalarType.Float32,
    };

    /// <exception cref="UserError">the precision class needs a CUDA device</exception>
    public static void CheckDevice(PrecisionClass precision, Device device)
    {
        if (precision == PrecisionClass.Tf32 && device.type != DeviceType.CUDA)
            throw new UserError($"dtype {NameOf(precision)} needs a CUDA device; use --device cuda, or --dtype float32");
    }
}
