namespace VizBench.Suite;

/// <summary>What methods that paint are evaluated on.</summary>
public sealed record PaintingSettings
{
    /// <summary>The networks, by name.</summary>
    public IReadOnlyList<string> Networks { get; init; } = ["vgg-mini"];

    /// <summary>Networks that say what they see in the pictures of another.</summary>
    public IReadOnlyList<string> Strangers { get; init; } =
        ["alexnet-mini", "alexnet-mini-robust", "caffenet-mini", "googlenet-mini", "resnet-mini", "vgg-mini", "vgg-mini-shortcut"];

    /// <summary>Which methods, as shell patterns over their labels; null: all.</summary>
    public string? Methods { get; init; }

    /// <summary>A layer whose units are painted in place of the classes, each the mean of its channel; null: the classes.</summary>
    public string? Layer { get; init; }

    /// <summary>Pictures of each class or unit, each from a seed of its own.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Images of the dataset that the pictures' activations are held against.</summary>
    public int Images { get; init; } = 10_000;

    /// <summary>Images of each class that naturalness is measured from, at least 2.</summary>
    public int References { get; init; } = 100;

    /// <summary>The world of these images, and the first seed.</summary>
    public long Seed { get; init; } = 1000;

    public Device Device { get; init; } = CPU;
}
