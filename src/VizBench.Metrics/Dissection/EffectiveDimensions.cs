namespace VizBench.Metrics;

/// <summary>
/// In how many directions a layer's activations vary over a dataset: the participation ratio of the variances along their principal axes,
/// (Σ λ)² / Σ λ², which needs no axes: λ are the eigenvalues of the units' covariance C, so it is (tr C)² / ‖C‖². Range [1, units]; the same in every
/// basis. Where it is small, all bases say much the same. Gao et al. 2017, doi 10.1101/214262.
/// </summary>
public sealed class EffectiveDimensions
{
    // Far above the rounding of sums of any length in double, far below the variance of anything that varies in float32.
    private const double Rounding = 1e-13;

    private readonly double[] _sums;
    private readonly double[] _products;
    private long _count;

    /// <exception cref="ArgumentOutOfRangeException">no units</exception>
    public EffectiveDimensions(int units)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        (_sums, _products) = (new double[units], new double[units * units]);
    }

    /// <summary>Of activations that are there at once. Range [1, units]; NaN where nothing varies.</summary>
    /// <param name="activations">(N, units, …): every position is an observation</param>
    /// <exception cref="ArgumentException">no units</exception>
    [Metric(
        "effective-dimensions", MetricGroup.Dissection, Unit = "directions", Low = 1, Direction = MetricDirection.Descriptive,
        Summary = "(tr C)² / ‖C‖² of the units' covariance C: in how many directions a layer's activations vary",
        Source = "participation ratio, Gao et al. 2017, doi 10.1101/214262")]
    public static double Of(Tensor activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.ndim < 2 || activations.shape[1] == 0)
            throw new ArgumentException($"takes activations (N, units, …), not {activations}", nameof(activations));
        var dimensions = new EffectiveDimensions((int)activations.shape[1]);
        dimensions.Add(activations);
        return dimensions.Value;
    }

    /// <summary>NaN where nothing varies.</summary>
    public double Value
    {
        get
        {
            var (units, trace, squares) = (_sums.Length, 0.0, 0.0);
            // The variance of a constant is what rounding leaves of two equal squares.
            var varies = Enumerable.Range(0, units).Select(i => Covariance(i, i) > Rounding * (_products[i * units + i] / _count)).ToArray();
            for (var i = 0; i < units; i++)
            {
                for (var j = 0; j < units; j++)
                {
                    var covariance = varies[i] && varies[j] ? Covariance(i, j) : 0;
                    trace += i == j ? covariance : 0;
                    squares += covariance * covariance;
                }
            }

            return trace * trace / squares;

            double Covariance(int i, int j) => _products[i * units + j] / _count - _sums[i] / _count * (_sums[j] / _count);
        }
    }

    /// <param name="activations">(N, units, …): every position is an observation</param>
    /// <exception cref="ArgumentException">other units</exception>
    public void Add(Tensor activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.shape.Length < 2 || activations.shape[1] != _sums.Length)
            throw new ArgumentException($"activations of shape ({string.Join(", ", activations.shape)}) are not those of {_sums.Length} units", nameof(activations));
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        // In double: the mean of a unit may be many times its deviation.
        var observed = activations.detach().transpose(0, 1).reshape(_sums.Length, -1).to(ScalarType.Float64);
        _count += observed.shape[1];
        Accumulate(_sums, observed.sum(1));
        Accumulate(_products, observed.matmul(observed.transpose(0, 1)));

        static void Accumulate(double[] sums, Tensor more)
        {
            var values = more.cpu().contiguous().data<double>().ToArray();
            for (var i = 0; i < sums.Length; i++)
                sums[i] += values[i];
        }
    }
}
