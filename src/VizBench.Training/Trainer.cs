namespace VizBench.Training;

/// <summary>
/// Trains a reference network by its recipe. Deterministic: images, order, dropout, initial weights and perturbations come
/// from named streams, and no sum depends on the number of threads, so two runs on one kind of machine give the same bytes.
/// </summary>
internal sealed class Trainer(TrainingRecipe recipe, TrainingState state, int workers, IProgress<TrainingProgress>? progress = null)
{
    /// <summary>Goes on to the recipe's last step.</summary>
    /// <param name="afterStep">is called after each step, when the state is whole</param>
    internal void Run(Action? afterStep = null, CancellationToken cancellation = default)
    {
        var network = state.Network;
        // Images are drawn by the processor's cores, wherever the network is.
        var images = new TrainingImages(recipe, network.Architecture.Preprocessing, network.device, workers);
        var shards = new ShardPass(recipe, network, images, [.. state.Learned.Select(parameter => parameter.Value)]);
        var batch = BatchPass.On(network.device, workers);
        TrainingLoop.Run(recipe, state, images, () => Step(batch, shards), Tell, afterStep, cancellation);
    }

    private void Tell(double fraction) =>
        progress?.Report(new TrainingProgress("training", fraction, state.Curve.Last?.Means[0] ?? double.NaN, state.Curve.Last?.Means[1] ?? double.NaN));

    private void Step(BatchPass batch, ShardPass shards)
    {
        using var scope = NewDisposeScope();
        var parts = batch.Run(shard => shards.Run(state.Step, shard));
        var gradients = BatchPass.Sum([.. parts.Select(part => part.Gradients)]);
        var loss = parts.Sum(part => part.Loss);
        TrainingLoop.CheckFinite(recipe, state, loss);
        var rate = state.Optimizer.RateAt(state.Step, recipe.Steps);
        state.Optimizer.Step(gradients, rate);
        BatchStatistics.Move(state.Network, [.. parts.Select(part => part.Statistics)]);
        state.Curve.Add(state.Step, [loss, (double)parts.Sum(part => part.Right) / recipe.BatchSize], rate);
        foreach (var part in parts)
            part.Dispose();
        state.Step++;
        if (recipe.Moments?.Steps.Contains(state.Step) == true)
            state.Moments[state.Step] = Shipping.Moment(state.Network, recipe.Moments.LastLayer);
    }
}
