namespace VizBench.Methods.Optimising;

/// <summary>What the free numbers of a picture are; all end in a sigmoid.</summary>
public enum PictureKind
{
    /// <summary>A scaled spectrum with decorrelated colours.</summary>
    Fourier,

    /// <summary>A Laplacian pyramid with decorrelated colours.</summary>
    Pyramid,

    /// <summary>Pixels with decorrelated colours.</summary>
    Colours,

    /// <summary>Pixels with colours as they are.</summary>
    Pixels,

    /// <summary>The weights of a small network from places to colours.</summary>
    Cppn,

    /// <summary>Pixels, and coarse ones that all pictures of the call have in common.</summary>
    Shared,
}
