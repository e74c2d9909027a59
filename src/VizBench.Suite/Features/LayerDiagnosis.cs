using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>
/// What Zeiler and Fergus 2014, section 4.1, looked for in the first layers, as counts: filters that never fire, filters whose
/// frequencies the stride can't keep apart, and how much of the middle frequencies is covered.
/// </summary>
/// <param name="Layer">a convolution</param>
/// <param name="Filters">how many it has</param>
/// <param name="Stride">its own</param>
/// <param name="Dead">never above zero on any image at any position, before the rectification</param>
/// <param name="Weak">with a norm below a tenth of the median: as good as dead</param>
/// <param name="Dominant">with a norm above three times the median: what the paper's renormalisation of filters is for</param>
/// <param name="Aliased">more than half of whose energy lies beyond what the stride keeps apart</param>
/// <param name="AliasedShare">the mean of that energy's share over the filters</param>
/// <param name="Low">the mean share of energy in the low third of frequencies</param>
/// <param name="Middle">in the middle third</param>
/// <param name="High">in the high third</param>
public sealed record LayerDiagnosis(
    string Layer, int Filters, long Stride, int Dead, int Weak, int Dominant, int Aliased, double AliasedShare, double Low, double Middle, double High)
{
    /// <summary>The first two convolutions, with the batch normalizations, scales and shifts that belong to them merged in.</summary>
    /// <param name="images">how many images of the source are looked at</param>
    /// <exception cref="UserError">the network has no convolution</exception>
    public static IReadOnlyList<LayerDiagnosis> Of(Network network, PictureSequence source, long images, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        // What rectifiers see: biases and normalizations behind a convolution are part of its filters.
        network = network.Merged();
        var layers = network.Architecture.Layers.Where(layer => layer.Operation is Convolution).Take(2).ToArray();
        if (layers.Length == 0)
            throw new UserError($"{network.Name} has no convolution, so there is nothing to diagnose");
        return [.. layers.Select((layer, i) => Of(network, layer, source, images, i / (double)layers.Length, progress, cancellation))];
    }

    private static LayerDiagnosis Of(Network network, Layer layer, PictureSequence source, long images, double done, IProgress<double>? progress, CancellationToken cancellation)
    {
        var convolution = (Convolution)layer.Operation;
        var top = TopActivations.Of(network, layer.Name, source, images, 1, null, cancellation);
        progress?.Report(done + 0.4);
        using var scope = NewDisposeScope();
        var weight = network.ParametersOf(layer.Name).Weight.detach().to(ScalarType.Float64).cpu().contiguous();
        var shape = weight.shape;
        var filters = weight.data<double>().ToArray().Chunk((int)(shape[1] * shape[2] * shape[3])).ToArray();
        var norms = Array.ConvertAll(filters, filter => Math.Sqrt(filter.Sum(value => value * value)));
        var median = norms.Order().ElementAt(norms.Length / 2);
        var something = filters.Where((_, i) => norms[i] > 0).ToArray();
        var spectra = new FilterSpectrum[something.Length];
        Parallel.For(0, spectra.Length, i => spectra[i] = FilterSpectrum.Of(something[i], (int)shape[2], (int)shape[3], convolution.Stride.Height, convolution.Stride.Width));
        return new LayerDiagnosis(
            layer.Name, filters.Length, convolution.Stride.Height, top.Count(unit => unit[0].Value <= 0), norms.Count(norm => norm < median / 10), norms.Count(norm => norm > 3 * median),
            spectra.Count(spectrum => spectrum.Aliased > 0.5), Mean(spectrum => spectrum.Aliased), Mean(spectrum => spectrum.Low), Mean(spectrum => spectrum.Middle), Mean(spectrum => spectrum.High));

        double Mean(Func<FilterSpectrum, double> share) => spectra.Length == 0 ? double.NaN : spectra.Average(share);
    }
}
