using System.Globalization;
using VizBench.Methods.Activation;
using VizBench.Networks;

namespace VizBench.Methods.Optimising;

/// <summary>
/// An objective as text, for options: <c>0.5*conv4:7 - logit:3 * conv5:2</c>. Terms are joined by +, − and * with spaces around them,
/// * first; a term is LAYER:CHANNEL or LAYER:CHANNEL,Y,X, LAYER alone (½‖a‖²), LAYER:[3,-0.5*7]^2 (<see cref="DirectionText"/>), or logit,
/// margin, probability or log-probability with :CLASS, each with a weight before it or none.
/// </summary>
internal static class ObjectiveText
{
    private static readonly Dictionary<string, ClassScore> s_scores = new(StringComparer.Ordinal)
    {
        ["logit"] = ClassScore.Logit,
        ["margin"] = ClassScore.Margin,
        ["probability"] = ClassScore.Probability,
        ["log-probability"] = ClassScore.LogProbability,
    };

    /// <param name="option">of the text, for messages: "am-fourier: option plus"</param>
    /// <param name="count">how many pictures climb it</param>
    /// <exception cref="UserError">the text is no objective, or the network has no such layer, unit or class</exception>
    internal static Objective Of(string option, string text, Architecture architecture, int count)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length % 2 == 0)
            throw new UserError($"{option}: '{text}' must be terms with +, - or * between them, and spaces around those: 0.5*conv4:7 - logit:3");
        var (sum, product, sign) = ((Objective?)null, Term(option, words[0], architecture, count), "+");
        for (var i = 1; i < words.Length; i += 2)
        {
            var next = Term(option, words[i + 1], architecture, count);
            if (words[i] is "*")
                product *= next;
            else if (words[i] is "+" or "-")
                (sum, product, sign) = (Joined(sum, sign, product), next, words[i]);
            else
                throw new UserError($"{option}: '{words[i]}' stands where +, - or * must be, in '{text}'");
        }

        return Joined(sum, sign, product);
    }

    private static Objective Joined(Objective? sum, string sign, Objective product) => (sum, sign) switch
    {
        (null, _) => product,
        (_, "-") => sum - product,
        _ => sum + product,
    };

    private static Objective Term(string option, string word, Architecture architecture, int count)
    {
        // A direction has weights of its own.
        var star = word.Split('[')[0].IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return Seen(option, word, architecture, count);
        return double.TryParse(word[..star], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && double.IsFinite(weight)
            ? weight * Seen(option, word[(star + 1)..], architecture, count)
            : throw new UserError($"{option}: '{word[..star]}' is no weight; before a * without spaces stands a number, as in 0.5*conv4:7");
    }

    private static Objective Seen(string option, string word, Architecture architecture, int count)
    {
        // Names of imported layers may hold colons.
        var colon = architecture.Has(word) ? -1 : word.LastIndexOf(':');
        if (colon < 0)
            return new LayerObjective(architecture.LayerNamed(word).Name);
        var (name, what) = (word[..colon], word[(colon + 1)..]);
        if (!architecture.Has(name) && s_scores.TryGetValue(name, out var score))
            return new ClassObjective(architecture, [.. Enumerable.Repeat(ClassOf(option, what, architecture), count)], score);
        var layer = architecture.LayerNamed(name).Name;
        if (what.StartsWith('['))
            return DirectionText.Of(option, what, architecture, layer, count);
        var unit = UnitOf(option, what);
        UnitChecks.AreIn(architecture.ShapeOf(layer), layer, [unit]);
        return new UnitObjective(layer, [.. Enumerable.Repeat(unit, count)]);
    }

    private static long ClassOf(string option, string what, Architecture architecture)
    {
        var named = architecture.Classes.ToList().FindIndex(name => string.Equals(name, what, StringComparison.Ordinal));
        if (named >= 0)
            return named;
        return long.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < architecture.ClassCount
            ? number
            : throw new UserError($"{option}: {architecture.Name} has no class '{what}'; its classes are 0 to {architecture.ClassCount - 1}");
    }

    private static Unit UnitOf(string option, string what)
    {
        var numbers = what.Split(',').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers.Any(number => number < 0) || numbers.Length is not (1 or 3)
            ? throw new UserError($"{option}: '{what}' is no unit; it is CHANNEL or CHANNEL,Y,X, as in conv4:7")
            : numbers.Length == 1 ? new Unit(numbers[0]) : new Unit(numbers[0], numbers[1], numbers[2]);
    }
}
