using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>"radial-power-spectrum": the mean power of an image in rings of spatial frequency.</summary>
internal sealed class SpectrumConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => ["radial-power-spectrum"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        var rings = RadialPowerSpectrum.Of(subject.Array(reference.Parameters.Text("image")));
        return tensor(rings, [rings.Length]);
    }
}
