namespace VizBench.Training;

/// <summary>Adam (Kingma and Ba 2015, algorithm 1), ε outside the bias correction as in PyTorch; a rate that rises from 0, holds, and falls to 0 along a half cosine.</summary>
public sealed record AdamOptions
{
    public double Rate { get; init; } = 1e-3;

    /// <summary>How much of the mean gradient is kept from step to step.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How much of the mean squared gradient is kept from step to step.</summary>
    public double Beta2 { get; init; } = 0.999;

    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share of the steps in which the rate rises from 0.</summary>
    public double WarmUp { get; init; } = 0.03;

    /// <summary>The share of the steps after which the rate begins to fall.</summary>
    public double Hold { get; init; } = 0.03;

    /// <summary>The rate at a step.</summary>
    public double RateAt(int step, int steps)
    {
        var done = (step + 1.0) / steps;
        if (done < WarmUp)
            return Rate * done / WarmUp;
        return done <= Hold ? Rate : Rate * 0.5 * (1 + Math.Cos(Math.PI * (done - Hold) / (1 - Hold)));
    }
}
