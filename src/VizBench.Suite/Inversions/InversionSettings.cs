using System.Text.Json.Serialization;
using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>Which codes of one input are inverted, and by what.</summary>
public sealed record InversionSettings
{
    /// <summary>Which layers, as shell patterns; null: all but those that hand on what they get.</summary>
    public string? Layers { get; init; }

    /// <summary>Which methods, as shell patterns over their ids; null: all.</summary>
    public string? Methods { get; init; }

    /// <summary>Options, for those methods that have them.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Inversions of each whole code, for methods that begin at random.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>Beside whole codes: only so many rows and columns, those in the middle.</summary>
    public IReadOnlyList<int> Neighborhoods { get; init; } = [];

    /// <summary>Beside whole codes: each of so many equal groups of channels; 0: none.</summary>
    public int Groups { get; init; }

    public long Seed { get; init; }
}

/// <summary>One code, or a part of it, inverted by one method.</summary>
/// <param name="Shape">the layer's, (C, h, w) or (features)</param>
/// <param name="Part">of the code: "all", "middle 3×3", "channels 0-15"</param>
/// <param name="CodeError">‖Φ(x) − Φ0‖ / ‖Φ0‖ over the part; of several restarts the mean, as all that follow</param>
/// <param name="Psnr">to the input, dB</param>
/// <param name="Ssim">to the input, −1 … 1; NaN for inputs smaller than 11 pixels</param>
/// <param name="BetweenRestarts">mean PSNR between two restarts, dB: how alike pictures of one code are; null: there is one</param>
/// <param name="Seconds">the method took, all restarts together</param>
public sealed record InversionRow(
    string Layer, IReadOnlyList<long> Shape, string Part, string Method, double CodeError, double Psnr, double Ssim, double? BetweenRestarts, double Seconds)
{
    /// <summary>Of the whole code.</summary>
    internal const string Whole = "all";

    /// <summary>One for each restart, with its own PSNR.</summary>
    [JsonIgnore]
    public IReadOnlyList<(RgbImage Picture, double Psnr)> Pictures { get; init; } = [];
}

/// <summary>Inversions of one input, in the order of the network's layers.</summary>
/// <param name="Version">the product's</param>
/// <param name="Input">its name</param>
/// <param name="Original">as the network sees it</param>
/// <param name="Notes">what could not be inverted, and why</param>
public sealed record InversionSet(
    string Version, string Network, string? WeightsSha256, string Input, InversionSettings Settings, [property: JsonIgnore] RgbImage Original, IReadOnlyList<InversionRow> Rows, IReadOnlyList<string> Notes);
