using System.Text.Json.Serialization;
using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>Which codes are inverted, and by what.</summary>
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

/// <summary>What is inverted.</summary>
/// <param name="Name">for the tables: of one picture its own, of several what they have in common</param>
/// <param name="Names">of each picture</param>
/// <param name="Pictures">(N, C, H, W), normalized</param>
public sealed record InversionInput(string Name, IReadOnlyList<string> Names, Tensor Pictures);

/// <summary>How near the inversion of one picture's code comes; of several restarts the means.</summary>
/// <param name="Input">the picture's name</param>
/// <param name="CodeError">‖Φ(x) − Φ0‖ / ‖Φ0‖ over the part, finite</param>
/// <param name="Psnr">to the input, dB</param>
/// <param name="Ssim">to the input, −1 … 1; NaN for inputs smaller than 11 pixels</param>
/// <param name="BetweenRestarts">mean PSNR between two restarts, dB: how alike pictures of one code are; null: there is one</param>
public sealed record InversionScore(string Input, double CodeError, double Psnr, double Ssim, double? BetweenRestarts)
{
    /// <summary>One for each restart, with its own PSNR.</summary>
    [JsonIgnore]
    public IReadOnlyList<(RgbImage Picture, double Psnr)> Pictures { get; init; } = [];
}

/// <summary>One layer's codes, or a part of them, inverted by one method. Its numbers are the means over the pictures.</summary>
/// <param name="Shape">the layer's, (C, h, w) or (features)</param>
/// <param name="Part">of the code: "all", "middle 3×3", "channels 0-15"</param>
/// <param name="Each">of each picture whose code is not all zero, at least one</param>
/// <param name="Seconds">the method took for each picture, its restarts together</param>
public sealed record InversionRow(string Layer, IReadOnlyList<long> Shape, string Part, string Method, double Seconds, IReadOnlyList<InversionScore> Each)
{
    /// <summary>Of the whole code.</summary>
    internal const string Whole = "all";

    public double CodeError => Each.Average(score => score.CodeError);

    public double Psnr => Each.Average(score => score.Psnr);

    public double Ssim => Each.Average(score => score.Ssim);

    public double? BetweenRestarts => Each.Average(score => score.BetweenRestarts);
}

/// <summary>Inversions of one input or several, in the order of the network's layers.</summary>
/// <param name="Version">the product's</param>
/// <param name="Input">its name</param>
/// <param name="Originals">each picture's name, and the picture as the network sees it</param>
/// <param name="Notes">what could not be inverted, and why; what the methods say of what they did</param>
public sealed record InversionSet(
    string Version, string Network, string? WeightsSha256, string Input, InversionSettings Settings, [property: JsonIgnore] IReadOnlyList<(string Name, RgbImage Picture)> Originals,
    IReadOnlyList<InversionRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The weights by the network's name, and on what was computed; null in sets that are put together from parts.</summary>
    public NumbersOrigin? Origin { get; init; }

    /// <summary>The plugins that the methods come from; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PluginFacts>? Plugins { get; init; }
}
