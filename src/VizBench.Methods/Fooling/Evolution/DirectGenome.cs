using VizBench.Randomness;

namespace VizBench.Methods.Fooling;

/// <summary>
/// Every pixel is a gene of its own. Simulated binary crossover (η 10), then polynomial mutation (η 15) of a tenth of the genes,
/// halved every 1000 generations. Nguyen et al. 2015, section 2.2.
/// </summary>
internal sealed class DirectGenome : Genome
{
    private const double MutationRate = 0.1;
    private const int HalvedEvery = 1000;
    private const double CrossoverEta = 10;
    private readonly double[] _values;

    private DirectGenome(double[] values) => _values = values;

    /// <summary>Uniform noise.</summary>
    /// <param name="count">C · H · W</param>
    internal static DirectGenome Random(int count, RandomStream stream) => new(stream.Uniform(count));

    internal override byte[] Paint(int height, int width) => Array.ConvertAll(_values, value => (byte)Math.Min(255, (int)(value * 256)));

    internal override Genome Child(Genome other, int generation, RandomStream stream)
    {
        var (mother, father) = (_values, ((DirectGenome)other)._values);
        var rate = MutationRate * Math.Pow(0.5, generation / HalvedEvery);
        var values = new double[mother.Length];
        for (var i = 0; i < values.Length; i++)
        {
            // Deb's crossover: genes cross half of the time.
            values[i] = stream.NextUInt32() < 1u << 31 ? Crossed(mother[i], father[i], stream.NextDouble()) : mother[i];
            if (stream.NextDouble() < rate)
                values[i] = PolynomialMutation.Of(values[i], 0, 1, stream.NextDouble());
        }

        return new DirectGenome(values);
    }

    /// <summary>One of the two children of simulated binary crossover: ½ ((1 + β) a + (1 − β) b).</summary>
    private static double Crossed(double a, double b, double uniform)
    {
        var beta = uniform <= 0.5 ? Math.Pow(2 * uniform, 1 / (CrossoverEta + 1)) : Math.Pow(1 / (2 * (1 - uniform)), 1 / (CrossoverEta + 1));
        return Math.Clamp(0.5 * ((1 + beta) * a + (1 - beta) * b), 0, 1);
    }
}
