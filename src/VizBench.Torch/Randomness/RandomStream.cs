namespace VizBench.Randomness;

/// <summary>
/// The numbers of one <see cref="StreamKey"/>, in order: 32-bit words of successive Philox blocks. The counter's words are
/// (block, step, low sample, high sample), so a stream holds 2^34 words and never runs into another sample or step.
/// Not thread-safe; open one per sample.
/// </summary>
public sealed class RandomStream
{
    private readonly uint _key0;
    private readonly uint _key1;
    private readonly uint _step;
    private readonly ulong _sample;
    private uint _nextBlock;
    private PhiloxBlock _current;
    private int _wordsLeft;

    internal RandomStream(uint key0, uint key1, long sample, uint step)
    {
        _key0 = key0;
        _key1 = key1;
        _sample = (ulong)sample;
        _step = step;
    }

    /// <summary>The same names with another sample and step, at its beginning; cheaper than opening a key anew.</summary>
    public RandomStream At(long sample, uint step = 0) => new(_key0, _key1, sample, step);

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_wordsLeft == 0)
        {
            var counter = new PhiloxBlock(_nextBlock++, _step, (uint)_sample, (uint)(_sample >> 32));
            _current = Philox.Block(counter, _key0, _key1);
            _wordsLeft = 4;
        }

        return _wordsLeft-- switch
        {
            4 => _current.X0,
            3 => _current.X1,
            2 => _current.X2,
            _ => _current.X3,
        };
    }

    /// <summary>Uniform in 0 .. bound − 1, without bias (Lemire 2019: multiply, reject the short interval).</summary>
    /// <exception cref="ArgumentOutOfRangeException">bound is not positive</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            var threshold = (uint)-bound % (uint)bound;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>Uniform in low .. high, both ends included.</summary>
    public int NextInt(int low, int high) => low + NextInt(checked(high - low + 1));

    /// <summary>Uniform in [0, 1): 53 bits, two words.</summary>
    public double NextDouble() => NextBits53() * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Standard normal, by the inverse distribution function of a uniform number in (0, 1): exactly one draw each.</summary>
    public double NextNormal() => InverseNormal.Of(((NextBits53() >> 1) + 0.5) * (1.0 / (1UL << 52)));

    /// <summary>A uniformly drawn order of 0 .. count − 1 (Fisher and Yates).</summary>
    public int[] NextPermutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = NextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }

    /// <summary>count numbers of <see cref="NextDouble()"/>.</summary>
    public double[] Uniform(long count) => Fill(count, NextDouble);

    /// <summary>count numbers of <see cref="NextNormal"/>.</summary>
    public double[] Normal(long count) => Fill(count, NextNormal);

    private ulong NextBits53()
    {
        var high = (ulong)(NextUInt32() >> 5);
        return (high << 26) | (NextUInt32() >> 6);
    }

    private static double[] Fill(long count, Func<double> next)
    {
        var values = new double[count];
        for (var i = 0L; i < count; i++)
            values[i] = next();
        return values;
    }
}
