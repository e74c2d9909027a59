namespace VizBench.Metrics;

/// <summary>
/// The value that a share of each unit's activations over a whole dataset exceeds, exactly, from one pass in bounded memory: T_k with
/// P(a_k &gt; T_k) = q. Bau et al. 2017, section 2.2, where q = 0.005.
/// </summary>
/// <remarks>
/// The (1 − q) quantile lies between two order statistics, and above it there are about q · n values: only these are kept, twice as many at most. A value
/// that the kept ones rule out costs one comparison.
/// </remarks>
public sealed class UnitThresholds
{
    private readonly double _share;
    private readonly long _values;
    private readonly Kept[] _units;
    private long _seen;

    /// <param name="units">how many units</param>
    /// <param name="values">activations of each unit in the whole dataset: images times positions</param>
    /// <param name="quantile">q: the share of them above the threshold, over 0 and below 1</param>
    /// <exception cref="ArgumentException">no units, no values, or a share out of range</exception>
    public UnitThresholds(long units, long values, double quantile)
    {
        if (units < 1 || values < 1)
            throw new ArgumentException($"thresholds of {units} units over {values} values: there must be one of each at least");
        if (!(quantile > 0 && quantile < 1))
            throw new ArgumentException($"a share of {quantile} can't be above a threshold; it lies between 0 and 1", nameof(quantile));
        _values = values;
        var place = (1 - quantile) * (values - 1);
        var below = Math.Min((long)place, values - 1);
        _share = place - below;
        _units = [.. Enumerable.Range(0, checked((int)units)).Select(_ => new Kept(checked((int)(values - below))))];
    }

    /// <summary>The activations of some images.</summary>
    /// <param name="activations">(N, units, …): raw, of every position</param>
    /// <returns>the greatest activation of each unit in each image, N × units, row by row</returns>
    /// <exception cref="ArgumentException">other units, more values than announced, or one that is NaN or infinite</exception>
    public double[] Add(Tensor activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.shape.Length < 2 || activations.shape[1] != _units.Length)
            throw new ArgumentException($"activations of shape ({string.Join(", ", activations.shape)}) are not those of {_units.Length} units", nameof(activations));
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var maps = activations.detach().reshape(activations.shape[0] * _units.Length, -1);
        var each = (int)maps.shape[1];
        var before = _seen / each;
        if ((_seen += activations.shape[0] * each) > _values)
            throw new ArgumentException($"more than the announced {_values} values of each unit", nameof(activations));
        var (highest, lowest) = (Doubles(maps.amax(1)), Doubles(maps.amin(1)));
        var odd = Enumerable.Range(0, highest.Length).FirstOrDefault(map => !double.IsFinite(highest[map]) || !double.IsFinite(lowest[map]), -1);
        if (odd >= 0)
            throw new ArgumentException($"unit {odd % _units.Length} has an activation in image {before + odd / _units.Length} (counted from 0) that is NaN or infinite; a threshold needs finite numbers", nameof(activations));
        // After the first images few maps have a value that matters.
        var chosen = Enumerable.Range(0, highest.Length).Where(map => highest[map] > _units[map % _units.Length].Floor).ToArray();
        if (chosen.Length == 0)
            return highest;
        var values = Doubles(maps.index_select(0, tensor(Array.ConvertAll(chosen, map => (long)map), [chosen.Length], device: maps.device)));
        Parallel.ForEach(Enumerable.Range(0, chosen.Length).GroupBy(row => chosen[row] % _units.Length), own =>
        {
            foreach (var row in own)
                _units[own.Key].Add(values.AsSpan(row * each, each));
        });
        return highest;

        static double[] Doubles(Tensor values) => values.to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray();
    }

    /// <summary>The threshold of each unit, linear between the two order statistics.</summary>
    /// <exception cref="InvalidOperationException">not all values have been seen yet</exception>
    public double[] Values()
    {
        if (_seen != _values)
            throw new InvalidOperationException($"{_seen} of the announced {_values} values of each unit have been seen");
        return Array.ConvertAll(_units, unit => unit.Between(_share));
    }

    /// <summary>The largest values of one unit.</summary>
    /// <param name="count">how many are wanted at the end</param>
    private sealed class Kept(int count)
    {
        private double[] _values = new double[Math.Min(2L * count, 1 << 10)];
        private int _filled;

        /// <summary>Values up to here change nothing: there are enough as great.</summary>
        internal double Floor { get; private set; } = double.NegativeInfinity;

        internal void Add(ReadOnlySpan<double> more)
        {
            foreach (var value in more)
            {
                if (value <= Floor)
                    continue;
                if (_filled == _values.Length)
                    MakeRoom();
                _values[_filled++] = value;
            }
        }

        /// <summary>The least of the wanted values, and as much of the way to the next as is said.</summary>
        internal double Between(double share)
        {
            Trim();
            var least = _values[0];
            return _filled < 2 || share == 0 ? least : least + share * (_values[1] - least);
        }

        private void MakeRoom()
        {
            if (_values.Length < 2L * count)
            {
                Array.Resize(ref _values, (int)Math.Min(2L * count, 2L * _values.Length));
                return;
            }

            Trim();
        }

        /// <summary>Leaves the wanted ones, ascending.</summary>
        private void Trim()
        {
            Array.Sort(_values, 0, _filled);
            if (_filled <= count)
                return;
            Array.Copy(_values, _filled - count, _values, 0, count);
            _filled = count;
            Floor = _values[0];
        }
    }
}
