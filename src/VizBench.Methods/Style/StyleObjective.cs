using VizBench.Methods.Optimising;
using VizBench.Metrics;

namespace VizBench.Methods.Style;

/// <summary>Features that are wanted at a layer.</summary>
/// <param name="Weight">(N or 1): what the distance from them is multiplied with</param>
/// <param name="Features">(N or 1, C, h, w)</param>
internal sealed record ContentTarget(string Layer, Tensor Weight, Tensor Features)
{
    internal static ContentTarget Of(string layer, double weight, Tensor features) => new(layer, tensor([weight], [1], features.dtype, features.device), features);

    /// <summary>Those of a picture, one for each layer.</summary>
    /// <param name="picture">(N, C, H, W), in the network's units</param>
    /// <param name="weights">of each layer</param>
    internal static IReadOnlyList<ContentTarget> Read(StyleReader reader, Tensor picture, IReadOnlyList<string> layers, IReadOnlyList<double> weights)
    {
        var features = reader.Features(picture, layers);
        return [.. layers.Select((layer, i) => Of(layer, weights[i], features[i]))];
    }

    /// <summary>The same with the distance divided by that of a picture whose features are all zero: ½ Σ P².</summary>
    internal ContentTarget Relative() => this with { Weight = Weight / (Features.square().flatten(1).sum(1) * 0.5).clamp(min: Smallest) };

    internal const double Smallest = 1e-30;
}

/// <summary>A Gram matrix that is wanted at a layer.</summary>
/// <param name="Weight">(N or 1): what the distance from it is multiplied with</param>
/// <param name="Gram">(N or 1, C, C), the mean over positions; of several styles the weighted mean</param>
/// <param name="Spread">(N or 1): the weighted mean of the styles' squared distances from their mean; 0 of one style</param>
internal sealed record StyleTarget(string Layer, Tensor Weight, Tensor Gram, Tensor Spread)
{
    /// <summary>A target of several styles: the weighted sum of the distances from each is the distance from their mean plus their spread.</summary>
    /// <param name="grams">of each style, (N or 1, C, C)</param>
    /// <param name="shares">of each style; they sum to 1</param>
    internal static StyleTarget Of(string layer, double weight, IReadOnlyList<Tensor> grams, IReadOnlyList<double> shares)
    {
        var mean = grams.Zip(shares, (gram, share) => gram * share).Aggregate((sum, next) => sum + next);
        var spread = grams.Zip(shares, (gram, share) => (gram - mean).square().flatten(1).sum(1) * share).Aggregate((sum, next) => sum + next);
        var weights = tensor([weight], [1], mean.dtype, mean.device);
        return grams.Count == 1 ? new StyleTarget(layer, weights, grams[0], zeros_like(spread)) : new StyleTarget(layer, weights, mean, spread);
    }

    /// <summary>Those of some pictures, one for each layer.</summary>
    /// <param name="pictures">by their roles, (N or 1, C, h, w) each, in the network's units</param>
    /// <param name="shares">of each picture; they sum to 1</param>
    /// <param name="weights">of each layer</param>
    /// <exception cref="UserError">a picture is too small for a layer</exception>
    internal static IReadOnlyList<StyleTarget> Read(
        StyleReader reader, IReadOnlyList<(string Role, Tensor Picture)> pictures, IReadOnlyList<double> shares, IReadOnlyList<string> layers, IReadOnlyList<double> weights)
    {
        foreach (var (role, picture) in pictures)
            StylePictures.CheckLargeEnough(role, picture, reader.Architecture, layers);
        var grams = pictures.Select(style => reader.Grams(style.Picture, layers)).ToArray();
        return [.. layers.Select((layer, i) => Of(layer, weights[i], [.. grams.Select(gram => gram[i])], shares))];
    }

    /// <summary>The same with the distance divided by that of a picture whose features are all zero: k (Σ A² + spread).</summary>
    internal StyleTarget Relative(GramNormalization normalization) =>
        this with { Weight = Weight / ((Gram.square().flatten(1).sum(1) + Spread) * StyleDistances.Factor(normalization, Gram.shape[1])).clamp(min: ContentTarget.Smallest) };
}

/// <summary>
/// Nearness to a content and to a style: −(α Σ v · ½ Σ (F − P)² + β Σ w · k Σ (G − A)²), Gatys et al. 2015, equations 1 to 7, k by the
/// <see cref="GramNormalization"/>, G and A per position.
/// </summary>
/// <remarks>
/// Its gradient is taken by itself: a Gram matrix costs one product forward and one back, 4k/M (G − A) F, where autograd takes two. In tiles
/// there are two passes: the first sums the Gram matrices over all tiles, the second takes each tile's gradient by them.
/// </remarks>
internal sealed class StyleObjective(
    StyleReader reader, IReadOnlyList<ContentTarget> content, IReadOnlyList<StyleTarget> style, double alpha, double beta, GramNormalization normalization) : Objective
{
    internal override IReadOnlyList<string> Layers { get; } =
        [.. content.Select(target => target.Layer).Concat(style.Select(target => target.Layer)).Distinct(StringComparer.Ordinal)];

    /// <summary>How many pictures of a size are computed in.</summary>
    internal StyleTiles TilesOf(Tensor pictures) => reader.Tiles(pictures, Layers);

    internal override Tensor Of(Seen seen) => Total(
        content.Select(target => seen.PerSample(StyleDistances.Content(seen[target.Layer], target.Features))),
        style.Select(target => seen.PerSample(DistanceOf(target, GramMatrix.PerPosition(seen[target.Layer])))));

    internal override (Tensor Values, Tensor? Gradient)? ByItself(Tensor input, bool gradient, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var tiles = reader.Tiles(input, Layers).Pieces;
        var shapes = StyleTiles.Shapes(reader.Architecture, Layers, input.shape[2], input.shape[3]);
        // Of one piece alone, what was read for the values serves the gradient.
        var whole = tiles.Count == 1 ? reader.Read(input, tiles[0], Layers, shapes, gradient) : default;
        var (distances, grams) = Sums(tiles, tile => tiles.Count == 1 ? whole.Cores : reader.Read(input, tile, Layers, shapes, gradient: false).Cores);
        var found = style.Select((target, i) => grams[i] / StyleReader.PositionsOf(shapes[target.Layer])).ToArray();
        var values = Total(distances, style.Select((target, i) => DistanceOf(target, found[i])));
        if (!gradient)
            return (values.MoveToOuterDisposeScope(), null);
        var pulls = style.Select((target, i) => PullOf(target, found[i], StyleReader.PositionsOf(shapes[target.Layer]))).ToArray();
        var sum = tiles.Count == 1 ? null : zeros_like(input);
        foreach (var tile in tiles)
        {
            using var inner = NewDisposeScope();
            var (piece, cores) = sum is null ? whole : reader.Read(input, tile, Layers, shapes, gradient: true);
            var slope = autograd.grad([.. cores], [piece], [.. Layers.Select((layer, i) => SeedOf(layer, cores[i].detach(), tile, pulls))])[0];
            if (sum is null)
                return (values.MoveToOuterDisposeScope(), slope.MoveToOuterDisposeScope().MoveToOuterDisposeScope());
            tile.Of(sum).add_(slope);
        }

        return (values.MoveToOuterDisposeScope(), sum!.MoveToOuterDisposeScope());
    }

    internal IReadOnlyList<string> ContentLayers => [.. content.Select(target => target.Layer)];

    internal IReadOnlyList<string> StyleLayers => [.. style.Select(target => target.Layer)];

    /// <summary>The distances of pictures, (N) each: of each content layer and of each style layer, none weighted.</summary>
    /// <param name="pictures">(N, C, H, W), in the network's units</param>
    internal (IReadOnlyList<Tensor> Content, IReadOnlyList<Tensor> Style) Distances(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var shapes = StyleTiles.Shapes(reader.Architecture, Layers, pictures.shape[2], pictures.shape[3]);
        var (distances, grams) = Sums(reader.Tiles(pictures, Layers).Pieces, tile => reader.Read(pictures, tile, Layers, shapes, gradient: false).Cores);
        return (
            [.. distances.Select(distance => distance.MoveToOuterDisposeScope())],
            [.. style.Select((target, i) => DistanceOf(target, grams[i] / StyleReader.PositionsOf(shapes[target.Layer])).MoveToOuterDisposeScope())]);
    }

    /// <summary>The same as numbers of a result: "content-distance LAYER" and "gram-distance LAYER", one for each picture.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<double>> NumbersOf(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var (contentDistances, styleDistances) = Distances(pictures);
        return Named("content-distance", ContentLayers, contentDistances).Concat(Named("gram-distance", StyleLayers, styleDistances)).ToDictionary(StringComparer.Ordinal);

        static IEnumerable<KeyValuePair<string, IReadOnlyList<double>>> Named(string name, IReadOnlyList<string> layers, IReadOnlyList<Tensor> distances) =>
            layers.Zip(distances, (layer, distance) => KeyValuePair.Create($"{name} {layer}", (IReadOnlyList<double>)distance.to(ScalarType.Float64, CPU).data<double>().ToArray()));
    }

    /// <summary>Over all tiles: each content layer's distance, (N), and each style layer's Gram matrix, not divided, (N, C, C).</summary>
    private (Tensor[] Content, Tensor[] Grams) Sums(IReadOnlyList<StyleTile> tiles, Func<StyleTile, IReadOnlyList<Tensor>> coresOf)
    {
        var (distances, grams) = (new Tensor?[content.Count], new Tensor?[style.Count]);
        foreach (var tile in tiles)
        {
            using var inner = NewDisposeScope();
            var cores = coresOf(tile);
            for (var i = 0; i < content.Count; i++)
                StyleReader.Add(ref distances[i], StyleDistances.Content(CoreOf(content[i].Layer, cores), WantedOf(content[i], tile)));
            for (var i = 0; i < style.Count; i++)
                StyleReader.Add(ref grams[i], GramMatrix.Of(CoreOf(style[i].Layer, cores)));
        }

        return ([.. distances.Select(distance => distance!)], [.. grams.Select(gram => gram!)]);
    }

    private Tensor Total(IEnumerable<Tensor> contents, IEnumerable<Tensor> styles) => -(
        contents.Zip(content, (distance, target) => distance * (target.Weight * alpha)).Concat(styles.Zip(style, (distance, target) => distance * (target.Weight * beta)))
            .Aggregate((sum, next) => sum + next));

    private Tensor DistanceOf(StyleTarget target, Tensor gram) =>
        StyleDistances.Gram(gram, target.Gram, normalization) + target.Spread * StyleDistances.Factor(normalization, gram.shape[1]);

    /// <summary>What a layer's features are multiplied with for the style's share of the objective's gradient, (N, C, C).</summary>
    private Tensor PullOf(StyleTarget target, Tensor gram, long positions) =>
        (gram - target.Gram) * (target.Weight.reshape(-1, 1, 1) * (-4 * beta * StyleDistances.Factor(normalization, gram.shape[1]) / positions));

    private Tensor SeedOf(string layer, Tensor features, StyleTile tile, IReadOnlyList<Tensor> pulls)
    {
        Tensor? seed = null;
        for (var i = 0; i < style.Count; i++)
        {
            if (string.Equals(style[i].Layer, layer, StringComparison.Ordinal))
                seed = Sum(seed, pulls[i].matmul(features.flatten(2)).reshape(features.shape));
        }

        foreach (var target in content.Where(target => string.Equals(target.Layer, layer, StringComparison.Ordinal)))
            seed = Sum(seed, (features - WantedOf(target, tile)) * (target.Weight.reshape(-1, 1, 1, 1) * -alpha));
        return seed!;

        static Tensor Sum(Tensor? sum, Tensor more) => sum is null ? more : sum + more;
    }

    private Tensor WantedOf(ContentTarget target, StyleTile tile) => tile.CoreOfWhole(target.Features, reader.StridesOf(target.Layer));

    private Tensor CoreOf(string layer, IReadOnlyList<Tensor> cores)
    {
        for (var i = 0; i < Layers.Count; i++)
        {
            if (string.Equals(Layers[i], layer, StringComparison.Ordinal))
                return cores[i].detach();
        }

        throw new InvalidOperationException($"{layer} is not read");
    }
}
