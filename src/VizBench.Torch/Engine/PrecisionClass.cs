namespace VizBench.Engine;

/// <summary>What arithmetic a run uses. Each class has its own tolerance against the float64 goldens.</summary>
public enum PrecisionClass
{
    /// <summary>float64: the goldens' own precision.</summary>
    Float64,

    /// <summary>float32 in earnest: TF32 is off.</summary>
    Float32,

    /// <summary>float32 storage with TF32 products (10 bits of mantissa); CUDA only.</summary>
    Tf32,

    /// <summary>bfloat16 storage.</summary>
    BFloat16,
}
