namespace VizBench.Methods.Fooling;

/// <summary>Polynomial mutation, Deb 2001: a change within the range whose probability falls off with its size, the faster the greater η.</summary>
internal static class PolynomialMutation
{
    internal const double Eta = 15;

    /// <param name="value">low … high</param>
    /// <param name="uniform">a number in [0, 1) that decides</param>
    internal static double Of(double value, double low, double high, double uniform)
    {
        var change = uniform < 0.5
            ? Math.Pow(2 * uniform, 1 / (Eta + 1)) - 1
            : 1 - Math.Pow(2 * (1 - uniform), 1 / (Eta + 1));
        return Math.Clamp(value + change * (high - low), low, high);
    }
}
