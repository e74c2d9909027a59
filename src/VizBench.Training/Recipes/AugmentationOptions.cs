namespace VizBench.Training;

/// <summary>How training images are changed at random, each by itself; a class survives all of it.</summary>
public sealed record AugmentationOptions
{
    /// <summary>The image is moved by up to so many pixels in both directions; its border is repeated.</summary>
    public int Shift { get; init; } = 4;

    /// <summary>Contrast is multiplied by a factor within 1 ± this, about the image's mean.</summary>
    public double Contrast { get; init; } = 0.4;

    /// <summary>Each colour channel is moved by up to this, in pixel units 0..1.</summary>
    public double Color { get; init; } = 0.12;

    /// <summary>Saturation is multiplied by a factor within 1 ± this.</summary>
    public double Saturation { get; init; } = 0.6;

    /// <summary>The largest standard deviation of the noise, in pixel units 0..1; each image has its own, uniform from 0.</summary>
    public double Noise { get; init; } = 0.12;

    /// <summary>In half of the images a rectangle with sides of up to so many pixels is painted over in one colour.</summary>
    public int Cutout { get; init; } = 20;
}
