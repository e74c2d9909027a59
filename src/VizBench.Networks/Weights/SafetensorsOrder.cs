namespace VizBench.Networks.Weights;

/// <summary>In which order tensors lie in a safetensors file.</summary>
public enum SafetensorsOrder
{
    /// <summary>By element type, largest first, then by name, as the format's reference writer sorts: aligned, and the same bytes for the same tensors.</summary>
    ByTypeAndName,

    /// <summary>As the state dict has them.</summary>
    AsGiven,
}
