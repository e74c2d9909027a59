using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Networks;

namespace VizBench.Methods.Optimising;

/// <summary>The magnitudes that a phase-only picture takes as given: the mean spectrum of a dataset's pictures.</summary>
internal static class MeanSpectrum
{
    private const int Pictures = 256;
    private const long WorldSeed = 1;

    /// <summary>(C, h, ⌊w/2⌋ + 1): of ConceptWorld's pictures, grey for a grey network, where the network was trained on them; else 1/f, as of natural pictures.</summary>
    internal static Tensor For(Canvas canvas, Architecture architecture) =>
        architecture.Classes.SequenceEqual(World.Classes, StringComparer.Ordinal) && PlanarImage.CanShow((int)canvas.Channels) && canvas.Height == canvas.Width && canvas.Height is >= WorldOptions.SmallestSize and <= WorldOptions.LargestSize
            ? OfWorld(canvas)
            : OneOverF(canvas);

    /// <summary>|FFT| of the pictures' colours less each one's mean, averaged.</summary>
    private static Tensor OfWorld(Canvas canvas)
    {
        var world = new World(new WorldOptions { Seed = WorldSeed, Size = (int)canvas.Height });
        var planes = new double[Pictures][];
        Parallel.For(0, Pictures, i => planes[i] = PlanarImage.FromRgb(world.Draw(i).Image, (int)canvas.Channels).Values);
        var colours = tensor([.. planes.SelectMany(plane => plane)], [Pictures, canvas.Channels, canvas.Height, canvas.Width]);
        var centred = colours - colours.mean([2, 3], true);
        var spectrum = fft.rfft2(centred).view_as_real();
        return spectrum.square().sum(-1).sqrt().mean([0]).to(canvas.Type, canvas.Device);
    }

    private static Tensor OneOverF(Canvas canvas) =>
        FourierSpectrum.Scale(canvas.Height, canvas.Width, 1, canvas.Type, canvas.Device).squeeze(-1).unsqueeze(0).expand(canvas.Channels, canvas.Height, canvas.Width / 2 + 1);
}
