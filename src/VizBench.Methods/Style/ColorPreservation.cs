using VizBench.Methods.Optimising;

namespace VizBench.Methods.Style;

/// <summary>Whether a stylized picture keeps the colors of its content.</summary>
public enum ColorPreservation
{
    /// <summary>No: the colors are a part of the style.</summary>
    Free,

    /// <summary>Only the luminance is transferred; the content's chroma is laid over it.</summary>
    Luminance,

    /// <summary>The style picture is given the content's mean and covariance of colors before.</summary>
    Histogram,
}

/// <summary>
/// The two ways of Gatys, Bethge, Hertzmann and Shechtman 2016, "Preserving color in neural artistic style transfer". All tensors are
/// (N, C, H, W) in a network's units, C 1 or 3.
/// </summary>
internal sealed class ColorChange(Canvas canvas)
{
    // Of colors in 0 … 1: less spread than half a level of 8 bits is none.
    private const double LeastVariance = 1e-5;

    /// <exception cref="UserError">the network's channels are no colors</exception>
    internal static ColorChange Of(Probe probe) => probe.Input.shape[1] is 1 or 3
        ? new ColorChange(Canvas.Of(probe))
        : throw new UserError($"{probe.Network.Name} takes {probe.Input.shape[1]} channels, which are no colors to be kept; choose color=free");

    /// <summary>A probe with pictures whose colors are as an option says.</summary>
    internal static Probe Before(ColorPreservation color, Probe probe)
    {
        if (color == ColorPreservation.Free)
            return probe;
        var change = Of(probe);
        var isGrey = color == ColorPreservation.Luminance;
        return probe with
        {
            Input = isGrey ? change.Grey(probe.Input) : probe.Input,
            Roles = probe.Roles.ToDictionary(
                role => role.Key,
                role => StylePictures.IsStyle(role.Key) ? (isGrey ? change.GreyLike(role.Value, probe.Input) : change.WithColorsOf(role.Value, probe.Input)) : isGrey ? change.Grey(role.Value) : role.Value,
                StringComparer.Ordinal),
        };
    }

    /// <summary>What was made of it, with the colors that the option says.</summary>
    /// <param name="probe">as it was before</param>
    internal static Tensor After(ColorPreservation color, Probe probe, Tensor picture) =>
        color == ColorPreservation.Luminance ? Of(probe).WithLuminanceOf(probe.Input, picture) : picture;

    /// <summary>A picture's luminance in every channel.</summary>
    internal Tensor Grey(Tensor picture) => canvas.ToNetwork(canvas.Luminance(canvas.ToColours(picture)).expand(picture.shape));

    /// <summary>A style's luminance in every channel, with the mean and deviation of the content's (section 4.2); one for each content.</summary>
    internal Tensor GreyLike(Tensor style, Tensor content)
    {
        var (from, to) = (canvas.Luminance(canvas.ToColours(style)), canvas.Luminance(canvas.ToColours(content)));
        var scale = Deviation(to) / Deviation(from);
        var matched = (from - from.mean([2, 3], true)) * scale + to.mean([2, 3], true);
        return canvas.ToNetwork(matched.expand([matched.shape[0], canvas.Channels, .. matched.shape[2..]]));
    }

    /// <summary>The content's chroma with a picture's luminance: every channel is moved by the same, so that I and Q stay.</summary>
    internal Tensor WithLuminanceOf(Tensor content, Tensor picture)
    {
        var colors = canvas.ToColours(content);
        return canvas.ToNetwork(colors + (canvas.Luminance(canvas.ToColours(picture)) - canvas.Luminance(colors)));
    }

    /// <summary>A style with the content's mean and covariance of colors, by the symmetric root (section 4.1, "image analogies"); one for each content.</summary>
    internal Tensor WithColorsOf(Tensor style, Tensor content)
    {
        var (from, to) = (canvas.ToColours(style).to(ScalarType.Float64, CPU), canvas.ToColours(content).to(ScalarType.Float64, CPU));
        var changed = Enumerable.Range(0, (int)to.shape[0]).Select(i => Matched(from.select(0, from.shape[0] == 1 ? 0 : i), to.select(0, i))).ToArray();
        return canvas.ToNetwork(stack(changed).to(style.dtype, style.device));
    }

    /// <param name="from">(C, h, w)</param>
    /// <param name="to">(C, h', w')</param>
    private static Tensor Matched(Tensor from, Tensor to)
    {
        var (centered, mean) = Centered(from);
        var (wanted, wantedMean) = Centered(to);
        var change = Power(Covariance(wanted), 0.5).matmul(Power(Covariance(centered), -0.5));
        return (change.matmul(centered) + wantedMean).reshape(from.shape);
    }

    private static (Tensor Values, Tensor Mean) Centered(Tensor colors)
    {
        var flat = colors.flatten(1);
        var mean = flat.mean([1], true);
        return (flat - mean, mean);
    }

    private static Tensor Covariance(Tensor centered) => centered.matmul(centered.transpose(0, 1)) / centered.shape[1];

    private static Tensor Power(Tensor covariance, double power)
    {
        var (values, vectors) = linalg.eigh(covariance);
        return (vectors * values.clamp(min: LeastVariance).pow(power)).matmul(vectors.transpose(0, 1));
    }

    private static Tensor Deviation(Tensor x) => ((x - x.mean([2, 3], true)).square().mean([2, 3], true) + LeastVariance).sqrt();
}
