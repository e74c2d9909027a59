namespace VizBench.Methods.Optimising;

/// <summary>
/// The one loop of all recipes: picture from free numbers, views of it by the transforms, the objective and its gradient, back
/// to the numbers, one step of ascent, and what the recipe does to the pixels afterwards. N steps are N updates; an
/// objective is the one before its update.
/// </summary>
internal sealed class OptimisationLoop(Optimisation parts)
{
    private readonly Plateau _plateau = new(parts.Plateau);

    /// <summary>Told each step's numbers before its update.</summary>
    internal Action<StepFacts>? Observe { get; init; }

    internal CancellationToken Cancellation { get; init; }

    /// <summary>Samples whose objective ceased to be a finite number, and in which step; they stay as they were before.</summary>
    internal IReadOnlyDictionary<int, int> Stopped => _stopped;

    /// <summary>Samples that reached the goal, and before which step.</summary>
    internal IReadOnlyDictionary<int, int> Reached => _reached;

    private readonly Dictionary<int, int> _stopped = [];
    private readonly Dictionary<int, int> _reached = [];

    /// <summary>From the recipe's own start, or from the numbers of a given picture.</summary>
    /// <param name="start">(N, C, H, W) in the network's units; null: the recipe's</param>
    /// <param name="until">ends after so many updates; null: after all</param>
    /// <param name="disturbance">the free numbers are disturbed by so much of their own size</param>
    /// <returns>the state after the last update, the caller's to dispose of</returns>
    internal OptimisationState Run(Tensor? start = null, int? until = null, double disturbance = 0)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var parameters = start is null ? parts.Parameterisation.Start(parts.Draws) : parts.Parameterisation.From(start);
        return Continue(OptimisationState.At(parts, disturbance == 0 ? parameters : Disturbed(parameters, disturbance)), until);
    }

    /// <summary>Takes a state over and goes on with it until the last step, or until <paramref name="until"/>.</summary>
    internal OptimisationState Continue(OptimisationState state, int? until = null)
    {
        using var grad = no_grad();
        var last = Math.Min(until ?? parts.Steps, parts.Steps);
        OptimisationState? before = null;
        try
        {
            while (state.Step < last && !_plateau.Reached && _reached.Count < parts.Draws.Count)
            {
                Cancellation.ThrowIfCancellationRequested();
                var next = Next(state, before ?? state);
                before?.Dispose();
                (before, state) = (state, next);
            }
        }
        catch
        {
            state.Dispose();
            throw;
        }
        finally
        {
            before?.Dispose();
            foreach (var transform in parts.Transforms)
                transform.Forget();
        }

        return state;
    }

    /// <summary>(N, C, H, W) in the network's units, owned by the caller's dispose scope.</summary>
    internal Tensor PictureOf(OptimisationState state)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        return parts.Parameterisation.Picture(state.Parameters).MoveToOuterDisposeScope();
    }

    /// <summary>What else there is to see, (N, H, W) by name, owned by the caller's dispose scope.</summary>
    internal IReadOnlyDictionary<string, Tensor> MapsOf(OptimisationState state)
    {
        using var grad = no_grad();
        return parts.Parameterisation.Maps(state.Parameters);
    }

    /// <summary>
    /// With normal noise of a share of each tensor's root mean square; tensors of zeros stay, as rounding leaves them, but where nothing
    /// else is there: they get the share itself.
    /// </summary>
    private Tensor[] Disturbed(IReadOnlyList<Tensor> parameters, double disturbance)
    {
        var sizes = parameters.Select(numbers => numbers.square().mean().sqrt().to(ScalarType.Float64).item<double>()).ToArray();
        var areAllZero = sizes.All(size => size == 0);
        return [.. parameters.Select((numbers, i) => numbers + Noise(numbers, i) * disturbance * (areAllZero ? 1 : sizes[i]))];
    }

    private Tensor Noise(Tensor numbers, int index) => parts.Draws.Only(0, 1).Normal($"disturbance {index}", [.. numbers.shape], parts.Parameterisation.Canvas).squeeze(0);

    /// <param name="before">the state one update earlier, whose picture was fine where this one's is not</param>
    private OptimisationState Next(OptimisationState state, OptimisationState before)
    {
        using var scope = NewDisposeScope();
        var step = parts.FirstStep + state.Step;
        var (picture, values, penalty, gradient, gradients) = Gradients(state.Parameters, step);
        var isFinite = values.isfinite().logical_and(gradient.flatten(1).sum(1).isfinite());
        _plateau.See(values);
        Observe?.Invoke(new StepFacts(step, picture, values, penalty, gradient));
        var (parameters, memory) = parts.Optimiser.Update(state.Parameters, gradients, state.Memory, parts.Rate(state.Step), state.Step);
        foreach (var postStep in parts.PostSteps)
            parameters = [postStep.Apply(parameters[0], gradients[0], state.Step)];
        if (parts.Goal is { } goal)
            Note(values.ge(goal), _reached, step);
        var isWrong = isFinite.logical_not();
        Note(isWrong, _stopped, step);
        if (_reached.Count + _stopped.Count > 0)
        {
            (parameters, memory) = Frozen(sample => _reached.ContainsKey(sample) || _stopped.ContainsKey(sample), state, parameters, memory);
            // What has just gone wrong goes back to where it was fine.
            (parameters, memory) = Frozen(sample => _stopped.GetValueOrDefault(sample, -1) == step, before, parameters, memory);
        }

        return new OptimisationState(state.Step + 1, OptimisationState.Kept(parameters), OptimisationState.Kept(memory));
    }

    private (Tensor Picture, Tensor Values, Tensor Penalty, Tensor Gradient, IReadOnlyList<Tensor> Gradients) Gradients(IReadOnlyList<Tensor> parameters, int step)
    {
        using var grad = enable_grad();
        Tensor[] leaves = [.. parameters.Select(parameter => parameter.detach().requires_grad_())];
        var (painted, share) = parts.Parameterisation.Posed(leaves, parts.Draws, step);
        var picture = painted.detach();
        var (values, gradient) = AtPicture(picture, step);
        var (penalty, pull) = Penalty(picture, values);
        if (share is not null)
            gradient *= share.detach().reshape(-1, 1, 1, 1);
        var whole = pull is null ? gradient : gradient - pull;
        return share is null
            ? (picture, values, penalty, whole, [.. autograd.grad([painted], leaves, [whole])])
            // The product rule; what is told of a step is told of the picture itself.
            : (parts.Parameterisation.Picture(leaves).detach(), values * share.detach(), penalty, whole, [.. autograd.grad([painted, share], leaves, [whole, values])]);
    }

    /// <summary>The objective of the picture's views, and its gradient by the picture.</summary>
    private (Tensor Values, Tensor Gradient) AtPicture(Tensor picture, int step)
    {
        using var grad = no_grad();
        var views = Transformed.Chain(parts.Transforms, picture, parts.Draws, step);
        var (values, gradient) = Climb.Of(parts.Network, parts.Objective, views.Value, parts.Draws.Count, redirect: step < parts.RedirectedSteps, Cancellation);
        return (values, views.Back(gradient));
    }

    private (Tensor Penalty, Tensor? Gradient) Penalty(Tensor picture, Tensor like)
    {
        if (parts.Penalties.Count == 0)
            return (zeros_like(like), null);
        var leaf = picture.detach().requires_grad_();
        var sum = parts.Penalties.Select(penalty => penalty.Of(leaf) * penalty.Weight).Aggregate((all, one) => all + one);
        return (sum.detach(), autograd.grad([sum.sum()], [leaf])[0]);
    }

    /// <summary>Keeps in which step something first held of a sample.</summary>
    private static void Note(Tensor which, Dictionary<int, int> since, int step)
    {
        if (!which.any().item<bool>())
            return;
        var holds = which.to(ScalarType.Int64, CPU).data<long>().ToArray();
        for (var sample = 0; sample < holds.Length; sample++)
        {
            if (holds[sample] != 0)
                since.TryAdd(sample, step);
        }
    }

    /// <summary>The numbers of some samples are those of another state.</summary>
    private (Tensor[] Parameters, Tensor[] Memory) Frozen(Func<int, bool> which, OptimisationState other, Tensor[] parameters, Tensor[] memory)
    {
        var count = parts.Draws.Count;
        var isFrozen = Enumerable.Range(0, count).Select(which).ToArray();
        if (!isFrozen.Contains(true))
            return (parameters, memory);
        var mask = tensor(isFrozen, [count], device: parameters[0].device);
        // What samples have in common can't stay for one and go on for others: it stays.
        Tensor Kept(Tensor now, Tensor then) => now.shape[0] == count ? where(mask.reshape([-1, .. Enumerable.Repeat(1L, now.shape.Length - 1)]), then, now) : then;
        return ([.. parameters.Zip(other.Parameters, Kept)], [.. memory.Zip(other.Memory, Kept)]);
    }
}
