namespace VizBench.Methods.Optimising;

/// <summary>Whether an optimisation has come to rest: no sample's best objective has grown by more than a thousandth for so many steps.</summary>
/// <param name="patience">steps; 0: never at rest</param>
internal sealed class Plateau(int patience)
{
    private const double LeastGrowth = 1e-3;
    private double[] _best = [];
    private int _since;

    internal bool Reached => patience > 0 && _since >= patience;

    /// <param name="values">(N)</param>
    internal void See(Tensor values)
    {
        if (patience == 0)
            return;
        var now = values.to(ScalarType.Float64, CPU).data<double>().ToArray();
        var grown = _best.Length == 0;
        for (var i = 0; i < _best.Length; i++)
            grown |= now[i] > _best[i] + LeastGrowth * Math.Max(Math.Abs(_best[i]), 1e-12);
        _since = grown ? 0 : _since + 1;
        if (grown)
            _best = _best.Length == 0 ? now : [.. now.Zip(_best, Math.Max)];
    }
}
