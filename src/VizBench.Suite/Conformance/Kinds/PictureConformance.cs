using VizBench.Methods.Optimising;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>"fourier-parameterization", "pixel-parameterization" and "maco": pictures from free numbers, in colours.</summary>
internal sealed class PictureConformance : ConformanceKind
{
    /// <summary>Colours are the network's units.</summary>
    internal static Preprocessing AsItIs { get; } = new(1, 1, [0, 0, 0], [1, 1, 1]);

    public override IEnumerable<string> Methods => ["fourier-parameterization", "pixel-parameterization", "maco"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var parameters = reference.Parameters;
        var result = reference.Method switch
        {
            "maco" => Maco(parameters, subject),
            "fourier-parameterization" => Coloured(Fourier(parameters, subject), parameters),
            _ => Coloured(subject.Array(parameters.Text("pixels")), parameters),
        };
        return result.MoveToOuterDisposeScope();
    }

    private static Tensor Coloured(Tensor pixels, CaseParameters parameters) =>
        Colours.Of(pixels, parameters.Flag("decorrelate", true), parameters.Flag("sigmoid", true));

    private static Tensor Fourier(CaseParameters parameters, ConformanceSubject subject)
    {
        var spectrum = subject.Array(parameters.Text("spectrum"));
        var (height, width) = ((long)parameters.Number("h"), (long)parameters.Number("w"));
        return FourierSpectrum.ToPixels(spectrum, FourierSpectrum.Scale(height, width, parameters.Number("decay_power", 1), spectrum.dtype, spectrum.device), width);
    }

    private static Tensor Maco(CaseParameters parameters, ConformanceSubject subject)
    {
        var (magnitude, phase) = (subject.Array(parameters.Text("magnitude")), subject.Array(parameters.Text("phase")));
        var single = phase.ndim == 3;
        var shape = phase.shape;
        // A half spectrum doesn't tell whether its picture's width is even; those of this format are.
        var canvas = new Canvas(shape[^2], 2 * (shape[^1] - 1), AsItIs, phase.dtype, phase.device);
        var colours = new PhasePicture(canvas, magnitude, parameters.Number("low", 0), parameters.Number("high", 1)).ColoursOf(single ? phase.unsqueeze(0) : phase);
        return single ? colours.squeeze(0) : colours;
    }
}
