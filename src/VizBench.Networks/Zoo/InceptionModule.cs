namespace VizBench.Networks.Zoo;

/// <summary>The channels of one of GoogLeNet's inception modules: Szegedy 2015, table 1.</summary>
/// <param name="Name">"3a", "3b", …</param>
/// <param name="Out1x1">channels of the 1×1 branch</param>
/// <param name="Reduce3x3">channels that the 3×3 convolution reads</param>
/// <param name="Out3x3">channels of the 3×3 branch</param>
/// <param name="Reduce5x5">channels that the 5×5 convolution reads</param>
/// <param name="Out5x5">channels of the 5×5 branch</param>
/// <param name="PoolProjection">channels of the max-pool branch</param>
internal sealed record InceptionModule(
    string Name, long InChannels, long Out1x1, long Reduce3x3, long Out3x3, long Reduce5x5, long Out5x5, long PoolProjection)
{
    /// <summary>Channels of all branches side by side.</summary>
    internal long OutChannels => Out1x1 + Out3x3 + Out5x5 + PoolProjection;

    /// <summary>GoogLeNet's, in order; max-pools stand before 4a and 5a.</summary>
    internal static IReadOnlyList<InceptionModule> All { get; } =
    [
        new("3a", 192, 64, 96, 128, 16, 32, 32),
        new("3b", 256, 128, 128, 192, 32, 96, 64),
        new("4a", 480, 192, 96, 208, 16, 48, 64),
        new("4b", 512, 160, 112, 224, 24, 64, 64),
        new("4c", 512, 128, 128, 256, 24, 64, 64),
        new("4d", 512, 112, 144, 288, 32, 64, 64),
        new("4e", 528, 256, 160, 320, 32, 128, 128),
        new("5a", 832, 256, 160, 320, 32, 128, 128),
        new("5b", 832, 384, 192, 384, 48, 128, 128),
    ];
}
