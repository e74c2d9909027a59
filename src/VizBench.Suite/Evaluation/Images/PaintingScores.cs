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
        var own = Picked(responses, painted.Units);
        var values = new SortedDictionary<string, double[]>(StringComparer.Ordinal)
        {
            ["activation"] = own,
            ["percentile"] = [.. own.Select((response, i) => dataset.PercentileOf(painted.Units[i], response))],
            ["above-maximum"] = [.. own.Select((response, i) => response > dataset.MaximumOf(painted.Units[i]) ? 1.0 : 0)],
        };
        AddSmoothness(values, painted);
        if (settings.Layer is not null)
            return values;
        values["probability"] = Picked(network.Architecture.Probability.Of(responses), painted.Units);
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
        var each = colours.shape[1] * colours.shape[2] * colours.shape[3];
        values["variation"] = [.. TotalVariation.PerImage(colours, TotalVariationKind.AnisotropicL1).data<double>().ToArray().Select(variation => variation / each)];
        values["spectrum-slope"] = [.. Enumerable.Range(0, (int)colours.shape[0]).Select(i => RadialPowerSpectrum.LogLogSlope(colours.select(0, i)))];
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
        var (hits, probabilities) = (new double[painted.Units.Count], new List<Tensor>());
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
            var logits = outputs[0].to(ScalarType.Float64, CPU);
            var first = logits.argmax(1).to(ScalarType.Int64, CPU).data<long>().ToArray();
            var own = Picked(logits, painted.Units);
            for (var i = 0; i < hits.Length; i++)
                hits[i] += (stranger.Architecture.Probability == ClassProbability.Sigmoid ? own[i] > 0 : first[i] == painted.Units[i]) ? 1.0 / strangers.Count : 0;
            probabilities.Add(stranger.Architecture.Probability.Of(logits));
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

        values["transfer"] = hits;
        values["probability-by-others"] = painted.MeansOf(ProbabilityByOthers.Of(probabilities, painted.Units));
        if (haveSpread)
            (values["kernel-distance"], values[PaintingColumns.FrechetDistance]) = (kernel, frechet);
    }

    /// <summary>For each class, how far the codes of its pictures lie apart: the mean of 1 − cos over all pairs. The code is the layer before the logits.</summary>
    private double[] Diversity(PaintedPictures painted)
    {
        var all = ForwardWalk.Outputs(network, painted.Pictures, [TypicalLayers.Top(network.Architecture)], cancellation)[0].flatten(1).to(ScalarType.Float64, CPU);
        var unit = all / (all.square().sum(1).sqrt().unsqueeze(1) + 1e-12);
        var likeness = unit.matmul(unit.transpose(0, 1)).contiguous().data<double>().ToArray();
        var distances = new List<double>();
        foreach (var one in painted.Units.Distinct())
        {
            var places = painted.Places(one);
            var pairs = places.SelectMany((a, i) => places.Skip(i + 1).Select(b => 1 - likeness[a * painted.Units.Count + b])).ToArray();
            if (pairs.Length > 0)
                distances.Add(pairs.Average());
        }

        return [.. distances];
    }

    private static double[] Picked(Tensor rows, IReadOnlyList<long> units)
    {
        var values = rows.contiguous().data<double>().ToArray();
        return [.. units.Select((unit, i) => values[i * rows.shape[1] + unit])];
    }
}
