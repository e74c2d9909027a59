using VizBench.Methods.Relevance;

namespace VizBench.Tests.Oracles;

/// <summary>
/// The relevance rules by their definition, one contribution at a time: output j hands R_j to its inputs in proportion to
/// contributions c_ji, whose sum with the bias' part is z_j; z_j is kept from zero by e with z_j's sign, sign(0) = +1.
/// Bach et al. 2015; Montavon et al. 2017, 2019; Kohlbrenner et al. 2020; Andéol et al. 2021 (generalised γ).
/// </summary>
internal static class RelevanceOracle
{
    /// <param name="x">the layer's input</param>
    /// <param name="relevance">of its outputs</param>
    /// <param name="of">the method whose options hold</param>
    /// <param name="bounds">least and greatest value of input i, for zB</param>
    internal static double[] Of(DenseLayer layer, double[] x, double[] relevance, LrpRule rule, Lrp of, Func<int, (double Low, double High)> bounds)
    {
        var result = new double[layer.Inputs];
        var withBias = of.ZeroParams.Length == 0;
        var truth = layer.Forward(x);
        for (var j = 0; j < layer.Outputs; j++)
        {
            var bias = withBias ? layer.Bias[j] : 0;
            foreach (var (share, weight) in Terms(rule, of, truth[j]))
            {
                var contributions = new double[layer.Inputs];
                for (var i = 0; i < layer.Inputs; i++)
                    contributions[i] = layer.Connected[j, i] ? share(x[i], layer.Weight[j, i], bounds(i)) : 0;
                var z = contributions.Sum() + BiasPart(rule, of, truth[j], weight < 0, bias);
                var e = rule switch { LrpRule.Zero => 0, LrpRule.Epsilon => of.Epsilon, _ => of.Stabilizer };
                var denominator = z < 0 ? z - e : z + e;
                for (var i = 0; i < layer.Inputs && denominator != 0; i++)
                    result[i] += weight * contributions[i] * relevance[j] / denominator;
            }
        }

        return result;
    }

    private delegate double Share(double x, double w, (double Low, double High) bounds);

    /// <summary>How an input contributes, and how much the term counts; several terms add up.</summary>
    private static IEnumerable<(Share Share, double Weight)> Terms(LrpRule rule, Lrp of, double output)
    {
        var gamma = of.Gamma;
        Share positive = (x, w, _) => Math.Max(x * w, 0);
        Share negative = (x, w, _) => Math.Min(x * w, 0);
        return rule switch
        {
            LrpRule.Zero or LrpRule.Epsilon => [((x, w, _) => x * w, 1)],
            // Contributions above zero are x⁺w⁺ and x⁻w⁻.
            LrpRule.Zplus => [(positive, 1)],
            LrpRule.AlphaBeta => [(positive, of.Alpha), (negative, -of.Beta)],
            LrpRule.Gamma when !of.Generalised => [((x, w, _) => x * (w + gamma * Math.Max(w, 0)), 1)],
            LrpRule.Gamma when output > 0 => [((x, w, _) => x * w * (x * w > 0 ? 1 + gamma : 1), 1)],
            LrpRule.Gamma when output < 0 => [((x, w, _) => x * w * (x * w < 0 ? 1 + gamma : 1), 1)],
            LrpRule.Gamma => [],
            LrpRule.Zbox => [((x, w, bounds) => x * w - bounds.Low * Math.Max(w, 0) - bounds.High * Math.Min(w, 0), 1)],
            LrpRule.Wsquare => [((_, w, _) => w * w, 1)],
            _ => [((_, _, _) => 1, 1)],
        };
    }

    private static double BiasPart(LrpRule rule, Lrp of, double output, bool ofNegativeTerm, double bias) => rule switch
    {
        LrpRule.Zero or LrpRule.Epsilon => bias,
        LrpRule.Zplus => Math.Max(bias, 0),
        LrpRule.AlphaBeta => ofNegativeTerm ? Math.Min(bias, 0) : Math.Max(bias, 0),
        LrpRule.Gamma when of.Generalised && output < 0 => bias + of.Gamma * Math.Min(bias, 0),
        LrpRule.Gamma => bias + of.Gamma * Math.Max(bias, 0),
        LrpRule.Wsquare => bias * bias,
        _ => 0,
    };
}
