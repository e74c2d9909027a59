using VizBench.Metrics;

namespace VizBench.Methods.Optimising;

/// <summary>Keeps the numbers of the first 16 steps, then of steps 32, 64, 128 …, and of the end; and which samples ever had a gradient.</summary>
internal sealed class TraceRecorder(Probe probe, int steps)
{
    private const int Dense = 16;
    private readonly List<List<TraceRow>> _rows = [];
    private double[] _gradientSeen = [];

    /// <summary>Samples whose gradient was zero in every step.</summary>
    internal IReadOnlyList<int> Dead => [.. Enumerable.Range(0, _gradientSeen.Length).Where(sample => _gradientSeen[sample] == 0)];

    internal void See(StepFacts facts)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        if (_gradientSeen.Length == 0 || _gradientSeen.Contains(0))
        {
            var largest = Numbers(facts.Gradient.abs().flatten(1).amax(1));
            _gradientSeen = _gradientSeen.Length == 0 ? largest : [.. _gradientSeen.Zip(largest, Math.Max)];
        }

        if (facts.Step <= Dense || (facts.Step & (facts.Step - 1)) == 0 || facts.Step == steps - 1)
            Add(facts.Step, facts.Picture, Numbers(facts.Values), Numbers(facts.Penalty), Numbers(Norm(facts.Gradient)));
    }

    /// <summary>With a last row of the finished picture: its objective and gradient are not computed again.</summary>
    internal IReadOnlyList<IReadOnlyList<TraceRow>> Finished(Tensor picture, int done)
    {
        var nothing = new double[_rows.Count];
        Array.Fill(nothing, double.NaN);
        Add(done, picture, nothing, nothing, nothing);
        return _rows;
    }

    private void Add(int step, Tensor picture, double[] objectives, double[] penalties, double[] gradients)
    {
        var (norms, preprocessing) = (Numbers(Norm(picture)), probe.Network.Architecture.Preprocessing);
        var canvas = new Canvas(picture.shape[2], picture.shape[3], preprocessing, picture.dtype, picture.device);
        var colours = canvas.ToColours(picture).to(ScalarType.Float64);
        var variations = Numbers(TotalVariation.PerImage(colours, TotalVariationKind.AnisotropicL1));
        var shares = RadialPowerSpectrum.HighFrequencyShares(colours);
        for (var sample = 0; sample < norms.Length; sample++)
        {
            if (_rows.Count <= sample)
                _rows.Add([]);
            _rows[sample].Add(new TraceRow(
                step, objectives[sample], penalties[sample], gradients[sample], norms[sample], variations[sample], shares[sample]));
        }
    }

    private static Tensor Norm(Tensor x) => x.square().flatten(1).sum(1).sqrt();

    private static double[] Numbers(Tensor perSample) => perSample.to(ScalarType.Float64, CPU).data<double>().ToArray();
}
