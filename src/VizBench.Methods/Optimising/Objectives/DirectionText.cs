using System.Globalization;
using System.Text.RegularExpressions;
using VizBench.Methods.Activation;
using VizBench.Networks;

namespace VizBench.Methods.Optimising;

/// <summary>
/// A direction among a layer's channels as text: <c>[3,-0.5*7]</c> is channel 3 less half of channel 7, and <c>^2</c> behind it the
/// power of the cosine that it is multiplied by (Olah et al. 2017: dot · cosine^p; 0 where none is said).
/// </summary>
internal static partial class DirectionText
{
    /// <param name="option">of the text, for messages</param>
    /// <param name="text">the brackets and what follows</param>
    /// <exception cref="UserError">the text is no direction, or the layer has no such channel</exception>
    internal static DirectionObjective Of(string option, string text, Architecture architecture, string layer, int count)
    {
        var match = Whole().Match(text);
        if (!match.Success)
            throw new UserError($"{option}: '{text}' is no direction; it is channels with weights in brackets, and a power or none: [3,-0.5*7]^2");
        var shape = architecture.ShapeOf(layer);
        var direction = new double[shape[0]];
        foreach (var part in match.Groups["parts"].Value.Split(','))
        {
            var words = part.Split('*');
            var channel = words.Length <= 2 && long.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            var weight = words.Length == 1 ? 1 : double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
            if (channel < 0 || !double.IsFinite(weight))
                throw new UserError($"{option}: '{part}' is no part of a direction; it is CHANNEL or WEIGHT*CHANNEL, as in [3,-0.5*7]");
            UnitChecks.AreIn(shape, layer, [new Unit(channel)]);
            direction[channel] += weight;
        }

        if (direction.All(weight => weight == 0))
            throw new UserError($"{option}: the direction '{text}' is zero; give a channel a weight");
        var power = match.Groups["power"].Success ? double.Parse(match.Groups["power"].Value, CultureInfo.InvariantCulture) : 0;
        return new DirectionObjective(layer, tensor(direction, [1, direction.Length]).expand(count, direction.Length), power);
    }

    [GeneratedRegex(@"^\[(?<parts>[^\[\]]+)\](?:\^(?<power>\d+(?:\.\d+)?))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}
