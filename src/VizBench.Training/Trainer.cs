using System.Diagnostics;

namespace VizBench.Training;

/// <summary>
/// Trains a reference network by its recipe. Deterministic: images, order, dropout, initial weights and perturbations come
/// from named streams, and no sum depends on the number of threads, so two runs on one kind of machine give the same bytes.
/// </summary>
internal sealed class Trainer(TrainingRecipe recipe, TrainingState state, int workers, IProgress<TrainingProgress>? progress = null)
{
    /// <summary>Goes on to the recipe's last step.</summary>
    /// <param name="afterStep">is called after each step, when the state is whole</param>
    internal void Run(Action<TrainingState>? afterStep = null, CancellationToken cancellation = default)
    {
        var network = state.Network;
        var images = new TrainingImages(recipe, network.Architecture.Preprocessing, network.device, workers);
        // One GPU computes one part after the other; images are drawn by the processor's cores all the same.
        var shardWorkers = network.device.type == DeviceType.CUDA ? 1 : workers;
        var batch = new BatchPass(new ShardPass(recipe, network, images, [.. state.Learned.Select(parameter => parameter.Value)]), shardWorkers);
        while (state.Step < recipe.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            images.Prepare(state.Step, cancellation);
            Step(batch);
            state.Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            progress?.Report(new TrainingProgress(
                "training", (double)state.Step / recipe.Steps, state.Curve.Last?.Loss ?? double.NaN, state.Curve.Last?.Accuracy ?? double.NaN));
            afterStep?.Invoke(state);
        }
    }

    private void Step(BatchPass batch)
    {
        using var scope = NewDisposeScope();
        var (gradients, parts) = batch.Run(state.Step);
        var loss = parts.Sum(part => part.Loss);
        // Before anything is moved: the last state that was written stays good.
        if (!double.IsFinite(loss))
            throw new UserError($"{recipe.Name}: the loss is {loss} at step {state.Step + 1}: the training runs away; lower the recipe's rate");
        var rate = state.Optimizer.RateAt(state.Step, recipe.Steps);
        state.Optimizer.Step(gradients, rate);
        BatchStatistics.Move(state.Network, [.. parts.Select(part => part.Statistics)]);
        state.Curve.Add(state.Step, loss, (double)parts.Sum(part => part.Right) / recipe.BatchSize, rate);
        foreach (var part in parts)
            part.Dispose();
        state.Step++;
        if (recipe.Moments?.Steps.Contains(state.Step) == true)
            state.Moments[state.Step] = Shipping.Moment(state.Network, recipe.Moments.LastLayer);
    }
}
