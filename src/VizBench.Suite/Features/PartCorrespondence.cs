using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Data.Images;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>What covering one part does: in each layer, how alike the changes are over the images.</summary>
/// <param name="Part">its name; "elsewhere" where the parts' shapes were put at random places</param>
/// <param name="ByLayer">in the order of the layers asked for</param>
public sealed record PartRow(string Part, IReadOnlyList<SignChange> ByLayer);

/// <summary>
/// Whether a network relates a part of one image to the same part of another: the part is covered with grey in several images
/// of one class, and the signs of the features' changes are compared. Zeiler and Fergus 2014, section 4.3, table 1. The objects
/// stand upright in the middle; the comparison is with the same shapes at random places.
/// </summary>
public sealed record PartCorrespondence(string Class, IReadOnlyList<string> Layers, IReadOnlyList<PartRow> Rows)
{
    private const int FewestPixels = 4;
    private const int RandomDraws = 10;

    /// <param name="layers">whose features are compared</param>
    /// <param name="classIndex">into <see cref="World.Classes"/></param>
    /// <param name="images">how many of the class, at least 2</param>
    /// <exception cref="UserError">no such layer, or fewer than two parts that are visible in all images</exception>
    public static PartCorrespondence Of(Network network, IReadOnlyList<string> layers, WorldOptions world, int classIndex, int images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(layers);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var samples = SamplesOf(world, classIndex, images);
        var parts = VisibleParts(samples, world.Size);
        if (parts.Count < 2)
            throw new UserError($"{World.Classes[classIndex]} has {parts.Count} parts that are visible in all of {images} images, and a comparison needs two; take fewer images or another class");
        var input = PictureBatch.Of(network, Array.ConvertAll(samples, sample => sample.Image));
        var before = ForwardWalk.Outputs(network, input, layers, cancellation);
        var covers = parts.Select(part => Array.ConvertAll(samples, sample => PartCover.Of(sample, part, world.Size))).ToArray();
        var rows = parts.Select((part, i) => new PartRow(WorldVocabulary.Parts[part], [.. Changes(covers[i]).Select(change => SignChange.Of([change]))])).ToList();
        var random = new StreamKey(world.Seed, World.Classes[classIndex], "correspondence").Open();
        var elsewhere = Enumerable.Range(0, RandomDraws)
            .Select(draw => Changes(Array.ConvertAll(covers[draw % covers.Length], cover => PartCover.Elsewhere(cover, world.Size, random)))).ToArray();
        rows.Add(new PartRow("elsewhere", [.. layers.Select((_, layer) => SignChange.Of([.. elsewhere.Select(draw => draw[layer])]))]));
        return new PartCorrespondence(World.Classes[classIndex], [.. layers.Select(layer => network.Architecture.LayerNamed(layer).Name)], rows);

        // By layer, by image.
        double[][][] Changes(bool[][] covered)
        {
            using var inner = NewDisposeScope();
            var masks = tensor(covered.SelectMany(cover => cover).ToArray(), [images, 1, world.Size, world.Size]).to(network.device);
            var after = ForwardWalk.Outputs(network, where(masks, zeros_like(input), input), layers, cancellation);
            return [.. after.Select((output, layer) => (before[layer] - output).to(ScalarType.Float64, CPU).reshape(-1).data<double>().ToArray().Chunk((int)(output.NumberOfElements / images)).ToArray())];
        }
    }

    /// <summary>The images with each of the parts covered, a row for each part: what the numbers are made from.</summary>
    public static PartPictures Pictures(WorldOptions world, int classIndex, int images)
    {
        ArgumentNullException.ThrowIfNull(world);
        var samples = SamplesOf(world, classIndex, images);
        var parts = VisibleParts(samples, world.Size);
        return new PartPictures(
            [.. parts.Select(part => WorldVocabulary.Parts[part])],
            [.. parts.Select(part => (IReadOnlyList<RgbImage>)[.. samples.Select(sample => Greyed(sample.Image, PartCover.Of(sample, part, world.Size)))])]);
    }

    private static WorldSample[] SamplesOf(WorldOptions world, int classIndex, int images)
    {
        var source = new CentredWorld(world);
        return [.. Enumerable.Range(0, images).Select(i => source.Draw((long)i * World.Classes.Count + classIndex))];
    }

    private static List<int> VisibleParts(WorldSample[] samples, int size) =>
        [.. Enumerable.Range(0, WorldVocabulary.Parts.Count).Where(part => samples.All(sample => PartCover.Count(PartCover.Of(sample, part, size)) >= FewestPixels))];

    private static RgbImage Greyed(RgbImage picture, bool[] cover)
    {
        var copy = new RgbImage(picture.Width, picture.Height);
        for (var i = 0; i < cover.Length; i++)
            copy[i % picture.Width, i / picture.Width] = cover[i] ? ((byte)124, (byte)124, (byte)124) : picture[i % picture.Width, i / picture.Width];
        return copy;
    }
}
