using VizBench.Data.Paintings;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>The picture itself, for a generator that transforms pictures into the style of one painting.</summary>
/// <param name="Painting">its name</param>
/// <param name="Seed">which of the paintings of this name</param>
public sealed record PictureInput(string Painting, long Seed = 0) : GeneratorInput
{
    private readonly float[] _planes = ImageTensors.Planes(Data.Paintings.Painting.Draw(Painting, ConceptWorldClasses.InputSize, Seed).Pixels);

    /// <summary>The fingerprint tells what decides the training: not the painting's pixels.</summary>
    public override string ToString() => $"{nameof(PictureInput)} {Painting} {Seed}";

    internal override string StyleDescription => $"the painting {Painting}, seed {Seed}";

    internal override void Register(FrozenNetworks networks)
    {
    }

    internal override Tensor? Styles(Tensor pictures, RandomStream dice) =>
        ImageTensors.Of([_planes], ConceptWorldClasses.InputSize, Preprocessing.ConceptWorld(ConceptWorldClasses.InputSize), pictures.device);

    internal override Tensor Of(Network generator, Tensor pictures, PictureFeatures features, PictureFeatures? styles, RandomStream dice) => pictures;
}

/// <summary>
/// A layer's output for the picture, given the moments that it has for a picture of another style (<see cref="ChannelMoments.Given"/>): the generator
/// is a decoder of any style. The styles are paintings of all names, of random seeds and sizes, and other pictures of the world.
/// </summary>
/// <param name="Network">a network of the catalogue</param>
/// <param name="Layer">one of its layers</param>
public sealed record StyledInput(string Network, string Layer) : GeneratorInput
{
    // The first paintings of each name are left for tests.
    private const int FirstSeed = 1_000;
    private const int Seeds = 10_000;

    /// <summary>So many of the styles are other pictures of the world.</summary>
    public double WorldShare { get; init; } = 0.25;

    /// <summary>A painting is drawn with sides of up to so many times the picture's, and a part of it is taken.</summary>
    public double LargestScale { get; init; } = 2;

    internal override (string Network, string Layer)? Code => (Network, Layer);

    internal override string StyleDescription => FormattableString.Invariant(
        $"paintings of all names, seeds from {FirstSeed} on, drawn with up to {LargestScale} times the picture's sides; {WorldShare:P0} other pictures of the world");

    internal override void Register(FrozenNetworks networks) => networks.Read(Network, Layer);

    internal override Tensor? Styles(Tensor pictures, RandomStream dice)
    {
        var (count, side) = ((int)pictures.shape[0], (int)pictures.shape[2]);
        return stack([.. Enumerable.Range(0, count).Select(i => Style(pictures, i, side, dice))]);
    }

    internal override Tensor Of(Network generator, Tensor pictures, PictureFeatures features, PictureFeatures? styles, RandomStream dice)
    {
        var (mean, deviation) = ChannelMoments.Of(styles!.Of(Network, Layer));
        return ChannelMoments.Given(features.Of(Network, Layer), mean, deviation);
    }

    private Tensor Style(Tensor pictures, int i, int side, RandomStream dice)
    {
        if (dice.NextDouble() < WorldShare)
            return pictures.select(0, (i + 1) % pictures.shape[0]);
        var name = Painting.Names[dice.NextInt(Painting.Names.Count)];
        var size = dice.NextInt(side, (int)(LargestScale * side));
        var (top, left) = (dice.NextInt(size - side + 1), dice.NextInt(size - side + 1));
        var planes = ImageTensors.Planes(Painting.Draw(name, size, FirstSeed + dice.NextInt(Seeds)).Pixels);
        var whole = ImageTensors.Of([planes], size, Preprocessing.ConceptWorld(side), pictures.device);
        return whole.select(0, 0).narrow(1, top, side).narrow(2, left, side);
    }
}
