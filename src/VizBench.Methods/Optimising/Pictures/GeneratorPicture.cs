namespace VizBench.Methods.Optimising;

/// <summary>Where a generator's code begins.</summary>
public enum CodeStart
{
    /// <summary>Standard normal numbers, as published.</summary>
    Normal,

    /// <summary>The mean of the training codes, the same for every picture.</summary>
    Mean,

    /// <summary>Normal numbers of the training codes' mean and standard deviation, by neuron.</summary>
    Typical,
}

/// <summary>
/// The picture that a generator makes of a code: the code is the free numbers, and what the generator can't make can't be painted. Nguyen,
/// Dosovitskiy, Yosinski, Brox and Clune 2016, "Synthesizing the preferred inputs for neurons in neural networks via deep generator networks".
/// </summary>
internal sealed class GeneratorPicture(Canvas canvas, CodeGenerator generator, CodeStart start = CodeStart.Normal) : Parameterisation(canvas)
{
    internal override Tensor[] Start(Draws draws)
    {
        var noise = draws.Normal("start", generator.CodeShape, Canvas);
        return [start switch
        {
            CodeStart.Mean => zeros_like(noise) + generator.Mean(),
            CodeStart.Typical => noise * generator.Deviation() + generator.Mean(),
            _ => noise,
        }];
    }

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) => generator.PictureOn(Canvas, parameters[0]);

    /// <summary>The code of a picture: what the generator makes of it is like the picture, as far as the code tells.</summary>
    internal override Tensor[] From(Tensor picture) => [generator.CodesOf(Canvas, picture.detach())];
}
