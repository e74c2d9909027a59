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
    /// <exception cref="ArgumentException">other units, more values than announced, or values that are no numbers</exception>
    public void Add(Tensor activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.shape.Length < 2 || activations.shape[1] != _units.Length)
            throw new ArgumentException($"activations of shape ({string.Join(", ", activations.shape)}) are not those of {_units.Length} units", nameof(activations));
        using var scope = NewDisposeScope();
        var byUnit = activations.detach().transpose(0, 1).reshape(_units.Length, -1).to(ScalarType.Float64, CPU).contiguous();
        var each = (int)byUnit.shape[1];
        if ((_seen += each) > _values)
            throw new ArgumentException($"more than the announced {_values} values of each unit", nameof(activations));
        var all = byUnit.data<double>().ToArray();
        var odd = new long[_units.Length];
        Parallel.For(0, _units.Length, unit => odd[unit] = _units[unit].Add(all.AsSpan(unit * each, each)) ? 0 : 1);
        if (Array.IndexOf(odd, 1) is >= 0 and var first)
            throw new ArgumentException($"unit {first} has activations that are no finite numbers", nameof(activations));
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
        private double _floor = double.NegativeInfinity;

        /// <returns>false: there are values that are no finite numbers</returns>
        internal bool Add(ReadOnlySpan<double> more)
        {
            foreach (var value in more)
            {
                if (!double.IsFinite(value))
                    return false;
                // Of those that equal the least kept one there are enough.
                if (value <= _floor)
                    continue;
                if (_filled == _values.Length)
                    MakeRoom();
                _values[_filled++] = value;
            }

            return true;
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
            _floor = _values[0];
        }
    }
}
