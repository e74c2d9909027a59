using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>The numbers of painted pictures, by column.</summary>
internal sealed class PaintingScores(
    Network network, IReadOnlyList<Network> strangers, DatasetResponses dataset, RealImages real, PaintingSettings settings, CancellationToken cancellation)
{
    internal SortedDictionary<string, double[]> Of(PaintedPictures painted)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var responses = DatasetResponses.ResponsesOf(network, settings.Layer, painted.Pictures, cancellation);
        var own = PaintedActivation.Of(responses, painted.Units);
        var (activations, ofImages) = (tensor(own, [own.Length]), dataset.To(painted.Units));
        var values = new SortedDictionary<string, double[]>(StringComparer.Ordinal)
        {
            ["activation"] = own,
            ["percentile"] = PaintedActivation.Percentile(activations, ofImages),
            ["above-maximum"] = PaintedActivation.AboveMaximum(activations, ofImages),
        };
        AddSmoothness(values, painted);
        if (settings.Layer is not null)
            return values;
        values["probability"] = PaintedActivation.Probability(network.Architecture.Probability.Of(responses), painted.Units);
        if (strangers.Count > 0)
            AddSightOfOthers(values, painted);
        if (Diversity(painted) is { Length: > 0 } diversity)
            values["diversity"] = diversity;
        return values;
    }

    private void AddSmoothness(SortedDictionary<string, double[]> values, PaintedPictures painted)
    {
        var pictures = painted.Pictures;
        var canvas = new Canvas(pictures.shape[2], pictures.shape[3], network.Architecture.Preprocessing, ScalarType.Float64, CPU);
        var colours = canvas.ToColours(pictures.to(ScalarType.Float64, CPU)).clamp(0, 1);
        values["variation"] = TotalVariation.PerValue(colours);
        values["spectrum-slope"] = RadialPowerSpectrum.LogLogSlopes(colours);
        values[PaintingColumns.SlopeDistance] = painted.MeansOf([.. values["spectrum-slope"].Select(slope => RadialPowerSpectrum.SlopeDistance(slope, real.MeanSlopeFor(network)))]);
        values["high-frequency-share"] = RadialPowerSpectrum.HighFrequencyShares(colours);
    }

    /// <summary>
    /// What the other networks see: of each picture the share of them that recognize the class that was painted (softmax by its first place, sigmoid by
    /// p > ½); of each class its probability, and how far the codes of its pictures lie from those of its images, as means over the networks.
    /// </summary>
    private void AddSightOfOthers(SortedDictionary<string, double[]> values, PaintedPictures painted)
    {
        long[] classes = [.. painted.Units.Distinct().Order()];
        var (logits, probabilities) = (new List<LogitsOfOther>(), new List<Tensor>());
        var (kernel, frechet) = (new double[classes.Length], new double[classes.Length]);
        // From one picture of a class nothing can be said of how the class's pictures differ.
        var haveSpread = classes.All(one => painted.Places(one).Length > 1);
        foreach (var stranger in strangers)
        {
            // Their units differ where their preprocessing does: colours are what they share.
            var canvas = new Canvas(painted.Pictures.shape[2], painted.Pictures.shape[3], network.Architecture.Preprocessing, stranger.dtype, stranger.device);
            var other = new Canvas(painted.Pictures.shape[2], painted.Pictures.shape[3], stranger.Architecture.Preprocessing, stranger.dtype, stranger.device);
            var outputs = ForwardWalk.Outputs(
                stranger, other.ToNetwork(canvas.ToColours(painted.Pictures).clamp(0, 1)), [stranger.Architecture.Output.Name, TypicalLayers.Top(stranger.Architecture)], cancellation);
            var ofStranger = outputs[0].to(ScalarType.Float64, CPU);
            logits.Add(new LogitsOfOther(ofStranger, stranger.Architecture.Probability == ClassProbability.Softmax));
            probabilities.Add(stranger.Architecture.Probability.Of(ofStranger));
            if (!haveSpread)
                continue;
            var images = real.On(stranger, cancellation);
            var codes = CodesOfImages.Rows(outputs[1]) / images.Scale;
            for (var c = 0; c < classes.Length; c++)
            {
                var places = painted.Places(classes[c]);
                var (ofPictures, ofImages) = (codes.index_select(0, tensor(places, [places.Length])), images.OfClass(classes[c]));
                kernel[c] += CodeDistance.Kernel(ofPictures, ofImages) / strangers.Count;
                frechet[c] += CodeDistance.Frechet(ofPictures, ofImages) / strangers.Count;
            }
        }

        values["transfer"] = Transfer.Of(logits, painted.Units);
        values["probability-by-others"] = painted.MeansOf(ProbabilityByOthers.Of(probabilities, painted.Units));
        if (haveSpread)
            (values["kernel-distance"], values[PaintingColumns.FrechetDistance]) = (kernel, frechet);
    }

    /// <summary>Of each class with several pictures how far their codes lie apart. The code is the layer before the logits.</summary>
    private double[] Diversity(PaintedPictures painted)
    {
        var codes = ForwardWalk.Outputs(network, painted.Pictures, [TypicalLayers.Top(network.Architecture)], cancellation)[0];
        return [.. painted.Units.Distinct().Select(painted.Places).Where(places => places.Length > 1)
            .Select(places => CodeDiversity.Of(codes.index_select(0, tensor(places, [places.Length], device: codes.device))))];
    }
}
