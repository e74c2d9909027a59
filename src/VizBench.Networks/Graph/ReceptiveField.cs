namespace VizBench.Networks;

/// <summary>
/// Which input pixels a unit sees, along one axis: unit i reads pixels from Start + i·Stride to Start + i·Stride + Size − 1,
/// counted without clipping at the border. Where the whole input is read, Size is the input's and Stride is 0.
/// </summary>
/// <param name="Size">pixels</param>
/// <param name="Stride">pixels between neighbouring units</param>
/// <param name="Start">the first pixel of unit 0; negative where padding is seen</param>
public readonly record struct ReceptiveInterval(long Size, long Stride, long Start)
{
    /// <summary>The first and the last pixel that unit i reads, clipped to the input.</summary>
    public (long First, long Last) Of(long unit, long inputSize) =>
        (Math.Max(0, Start + unit * Stride), Math.Min(inputSize - 1, Start + unit * Stride + Size - 1));
}

/// <summary>The receptive field of a layer's units: rows and columns.</summary>
public readonly record struct ReceptiveField(ReceptiveInterval Rows, ReceptiveInterval Columns);
