using VizBench.Networks;

namespace VizBench.Methods.Optimising;

/// <summary>The parts of one optimisation; a recipe is a record of them.</summary>
internal sealed record Optimisation
{
    internal required Network Network { get; init; }

    internal required Parameterisation Parameterisation { get; init; }

    internal required Objective Objective { get; init; }

    internal IReadOnlyList<Penalty> Penalties { get; init; } = [];

    internal IReadOnlyList<Transform> Transforms { get; init; } = [];

    internal required Optimiser Optimiser { get; init; }

    /// <summary>The rate of each step, from 0.</summary>
    internal required Func<int, double> Rate { get; init; }

    internal IReadOnlyList<PostStep> PostSteps { get; init; } = [];

    /// <summary>How many updates.</summary>
    internal required int Steps { get; init; }

    /// <summary>In so many of the first steps blocked ReLUs are redirected.</summary>
    internal int RedirectedSteps { get; init; }

    /// <summary>An optimisation in several parts counts its steps through: the first of this part.</summary>
    internal int FirstStep { get; init; }

    /// <summary>Ends when no sample's objective has grown by more than a thousandth in so many steps; 0: never.</summary>
    internal int Plateau { get; init; }

    /// <summary>A sample whose objective has come so far is finished: it stays as it is; null: none is.</summary>
    internal double? Goal { get; init; }

    internal required Draws Draws { get; init; }
}
