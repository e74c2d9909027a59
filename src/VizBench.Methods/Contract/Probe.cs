using VizBench.Networks;

namespace VizBench.Methods;

/// <summary>What a method is applied to.</summary>
public sealed record Probe
{
    public required Network Network { get; init; }

    /// <summary>(N, C, H, W), normalised, in the network's precision and on its device.</summary>
    public required Tensor Input { get; init; }

    /// <summary>The class of each sample; empty where the method needs none.</summary>
    public IReadOnlyList<long> Targets { get; init; } = [];

    /// <summary>The layer concerned, where there is one.</summary>
    public string? Layer { get; init; }

    /// <summary>The units concerned, where the method wants some.</summary>
    public IReadOnlyList<Unit> Units { get; init; } = [];

    /// <summary>Further inputs by role ("content", "style", "guide", "baseline"), each (N, C, H, W).</summary>
    public IReadOnlyDictionary<string, Tensor> Roles { get; init; } = new Dictionary<string, Tensor>(StringComparer.Ordinal);

    /// <summary>The method's <see cref="Method.Companions"/> by name, in the precision that is painted in, on the network's device.</summary>
    public IReadOnlyDictionary<string, Network> Companions { get; init; } = new Dictionary<string, Network>(StringComparer.Ordinal);

    /// <summary>The seed and the case's name under which a method opens its random streams.</summary>
    public long Seed { get; init; }

    public string Case { get; init; } = "";

    /// <summary>Told the share of the work that is done, 0 … 1.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>An optimisation ends after so many updates, whatever the recipe says; its schedules are those of the whole recipe. Null: never.</summary>
    public int? MostUpdates { get; init; }

    /// <summary>An optimisation's start is disturbed by so much of its own size: how far apart two runs then end tells how stable it is. 0: not.</summary>
    public double Disturbance { get; init; }

    /// <summary>Told the pictures of an optimisation while it goes on; null: nobody looks.</summary>
    public FrameRequest? Frames { get; init; }

    public CancellationToken Cancellation { get; init; }

    public long BatchSize => Input.shape[0];
}

/// <summary>Who wants to see an optimisation's pictures on the way.</summary>
/// <param name="Every">at steps 0, Every, 2 · Every …</param>
/// <param name="Take">told the step and the pictures, (N, C, H, W) in the network's units; it must not keep the tensor</param>
public sealed record FrameRequest(int Every, Action<int, Tensor> Take);

/// <summary>A channel of a layer, or one position of it: y from the top, x from the left, zero-based.</summary>
public readonly record struct Unit(long Channel, long? Y = null, long? X = null);
