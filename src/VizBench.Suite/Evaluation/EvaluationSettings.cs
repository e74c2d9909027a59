using VizBench.Data.Folders;

namespace VizBench.Suite;

/// <summary>What attribution methods are evaluated on. The numbers of the costly columns are smaller; the table states all of them.</summary>
public sealed record EvaluationSettings
{
    /// <summary>The networks, by name.</summary>
    public IReadOnlyList<string> Networks { get; init; } = ["vgg-mini"];

    /// <summary>A weights file or "formula:SEED" for the one network; null: the networks' own.</summary>
    public string? Weights { get; init; }

    /// <summary>Weights of the one network trained on random labels; null: that column is left out.</summary>
    public string? RandomLabels { get; init; }

    /// <summary>Whether the methods' maps are held against each other (<see cref="MethodAgreement"/>).</summary>
    public bool Agreement { get; init; }

    /// <summary>Files and folders of a person's own pictures (<see cref="PictureSet"/>); none: images of ConceptWorld.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>Which methods, as shell patterns over their labels; null: all.</summary>
    public string? Methods { get; init; }

    /// <summary>How many images each network is evaluated on, at least 2 of ConceptWorld; of own pictures at most so many, the first.</summary>
    public int Images { get; init; } = 24;

    /// <summary>The world that they come from, and the key of everything random.</summary>
    public long Seed { get; init; } = 1000;

    /// <summary>Images of the randomisation and sensitivity columns, at most <see cref="Images"/>.</summary>
    public int CostlyImages { get; init; } = 6;

    /// <summary>Steps of deletion and insertion.</summary>
    public int FlippingSteps { get; init; } = 32;

    /// <summary>Perturbed inputs of max-sensitivity, uniform within <see cref="SensitivityRadius"/> of the input.</summary>
    public int SensitivitySamples { get; init; } = 5;

    /// <summary>In the network's normalised units.</summary>
    public double SensitivityRadius { get; init; } = 0.02;

    public Device Device { get; init; } = CPU;

    /// <summary>Whether the truth is that of a person's own pictures rather than of ConceptWorld.</summary>
    internal bool HasOwnPictures => Input.Count > 0;
}
