using VizBench.Arrays;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Methods.Optimising;

/// <summary>What a recipe paints with: the probe, the canvas, the objective, the random numbers; and the record of how it goes.</summary>
internal sealed class Easel(Probe probe, Objective objective, Draws draws, int steps, Action<double> progress)
{
    private readonly TraceRecorder _trace = new(probe, steps);
    private readonly SortedDictionary<int, int> _stopped = [];
    private readonly Dictionary<int, int> _reached = [];
    private bool _hasGoal;
    private int _done;

    internal Probe Probe { get; } = probe;

    internal Canvas Canvas { get; } = Canvas.Of(probe);

    internal Objective Objective { get; } = objective;

    internal Draws Draws { get; } = draws;

    /// <summary>In the recipe, all parts together.</summary>
    internal int Steps { get; } = steps;

    /// <summary>Numbers of the recipe's own, one for all of the easel's samples.</summary>
    internal Dictionary<string, double> Scalars { get; } = new(StringComparer.Ordinal);

    /// <summary>Further maps of the result by name, (N, H, W).</summary>
    internal Dictionary<string, NdArray> Maps { get; } = new(StringComparer.Ordinal);

    /// <summary>Numbers of the recipe's own for each picture, by name, from the finished pictures (N, C, H, W); null: none.</summary>
    internal Func<Tensor, IReadOnlyDictionary<string, IReadOnlyList<double>>>? Measure { get; set; }

    /// <summary>What a person should know, beside what the optimisation tells by itself.</summary>
    internal List<string> Notes { get; } = [];

    /// <summary>Whether a picture without any gradient is one that has all that is wanted, and no dead unit's.</summary>
    internal bool CanBeAtRest { get; init; }

    /// <summary>Given by role "init": where the optimisation begins in place of the recipe's own start; (N, C, H, W).</summary>
    internal Tensor? Start => Probe.Roles.TryGetValue("init", out var start) ? start.expand([Draws.Count, .. start.shape[1..]]) : null;

    /// <summary>The parts of an optimisation of this easel's objective; the recipe adds what else it has.</summary>
    internal Optimisation Parts(Parameterisation parameterisation, Optimiser optimiser, Func<int, double> rate, int steps) => new()
    {
        Network = Probe.Network,
        Parameterisation = parameterisation,
        Objective = Objective,
        Optimiser = optimiser,
        Rate = rate,
        Steps = steps,
        Draws = Draws,
    };

    /// <summary>An optimisation from the recipe's start, or from a picture; (N, C, H, W), owned by the caller's dispose scope.</summary>
    /// <param name="anew">whether it begins anew, though others went before: a further try</param>
    internal Tensor Run(Optimisation parts, Tensor? start = null, bool anew = false)
    {
        var loop = new OptimisationLoop(parts with { FirstStep = _done }) { Cancellation = Probe.Cancellation, Observe = See };
        var left = Probe.MostUpdates is { } most ? Math.Max(0, most - _done) : (int?)null;
        using var state = loop.Run(start, left, anew || _done == 0 ? Probe.Disturbance : 0);
        foreach (var (sample, step) in loop.Stopped)
            _stopped.TryAdd(sample, step);
        foreach (var (sample, step) in loop.Reached)
            _reached.TryAdd(sample, step);
        _hasGoal |= parts.Goal is not null;
        _done += state.Step;
        foreach (var (name, map) in loop.MapsOf(state))
            Maps[name] = TensorArrays.ToNdArray(map);
        return loop.PictureOf(state);
    }

    /// <summary>Of two pictures of each sample the one of the greater objective; the first where they are equal.</summary>
    internal Tensor Better(Tensor first, Tensor second)
    {
        var isBetter = Climb.ValuesOf(Probe.Network, Objective, second, Draws.Count, Probe.Cancellation).gt(Climb.ValuesOf(Probe.Network, Objective, first, Draws.Count, Probe.Cancellation));
        return where(isBetter.reshape(-1, 1, 1, 1), second, first);
    }

    /// <summary>The pictures with what is told of them.</summary>
    /// <exception cref="UserError">nothing could be climbed in any sample</exception>
    internal PaintedBatch Finished(Tensor picture, Func<int, string> nameOf)
    {
        using var scope = NewDisposeScope();
        var dead = _trace.Dead;
        if (dead.Count == Draws.Count && !CanBeAtRest)
            throw new UserError($"{string.Join(", ", Enumerable.Range(0, Draws.Count).Select(nameOf))}: the gradient is zero in every step, so there is nothing to climb: the unit is dead, or this start doesn't reach it; try another --seed, or another unit");
        var atRest = CanBeAtRest ? "the start is all that is wanted" : "a dead unit, or a start that doesn't reach it";
        var notes = Notes.Concat(dead.Select(sample => $"{nameOf(sample)}: the gradient is zero in every step ({atRest}); its picture is the start"))
            .Concat(_stopped.Select(stop => $"{nameOf(stop.Key)}: the objective or its gradient was not finite in step {stop.Value}; the picture is the last good one"));
        return new PaintedBatch(picture, FinalScalars(picture), _trace.Finished(picture, _done), [.. notes]) { Maps = Maps };
    }

    /// <summary>Told each step, beside the trace.</summary>
    internal Action<StepFacts>? Watch { get; set; }

    private void See(StepFacts facts)
    {
        Watch?.Invoke(facts);
        _trace.See(facts);
        if (Probe.Frames is { } frames && facts.Step % frames.Every == 0)
            frames.Take(facts.Step, facts.Picture);
        progress(Math.Min(1, (facts.Step + 1.0) / Steps));
    }

    /// <summary>What the network says of the pictures themselves, without transforms.</summary>
    private Dictionary<string, IReadOnlyList<double>> FinalScalars(Tensor picture)
    {
        double[] Numbers(Tensor values) => values.to(ScalarType.Float64, CPU).data<double>().ToArray();
        // A recipe may paint larger than the network's input: then it sees the middle.
        var seen = new CentreCropTo(Probe.Input.shape[2], Probe.Input.shape[3]).Of(picture).Value;
        var scalars = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal)
        {
            ["objective"] = Numbers(Climb.ValuesOf(Probe.Network, Objective, seen, Draws.Count, Probe.Cancellation)),
        };
        foreach (var (name, number) in Scalars)
            scalars[name] = [.. Enumerable.Repeat(number, Draws.Count)];
        foreach (var (name, numbers) in Measure?.Invoke(picture) ?? new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal))
            scalars[name] = numbers;
        if (_hasGoal)
            scalars["steps"] = [.. Enumerable.Range(0, Draws.Count).Select(sample => (double)_reached.GetValueOrDefault(sample, _done))];
        if (Probe.Targets.Count != Draws.Count || Probe.Layer is not null)
            return scalars;
        var logits = Sight.Logits(Probe.Network, seen, Probe.Cancellation);
        var chosen = tensor([.. Probe.Targets], [Draws.Count, 1], null, logits.device);
        scalars["logit"] = Numbers(logits.gather(1, chosen).squeeze(1));
        scalars["probability"] = Numbers(Probe.Network.Architecture.Probability.Of(logits).gather(1, chosen).squeeze(1));
        return scalars;
    }
}
