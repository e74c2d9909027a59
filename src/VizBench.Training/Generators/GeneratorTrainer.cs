namespace VizBench.Training;

/// <summary>
/// Trains a generator by its recipe. Deterministic as <see cref="Trainer"/> is: two runs on one kind of machine give the same bytes.
/// </summary>
internal sealed class GeneratorTrainer(GeneratorRecipe recipe, GeneratorState state, FrozenNetworks networks, int workers, IProgress<TrainingProgress>? progress = null)
{
    private const int MeasuredPictures = 480;

    /// <summary>Goes on to the recipe's last step.</summary>
    /// <param name="afterStep">is called after each step, when the state is whole</param>
    internal void Run(Action? afterStep = null, CancellationToken cancellation = default)
    {
        recipe.Input.Register(networks);
        foreach (var part in recipe.Losses)
            part.Register(networks);
        var network = state.Network;
        if (state.Step == 0)
        {
            recipe.Input.Prepare(network, recipe, networks, cancellation);
            state.Average?.Restart();
        }

        var images = new TrainingImages(recipe, network.Architecture.Preprocessing, network.device, workers);
        Measure(images, cancellation);
        var pass = new GeneratorPass(recipe, state, images, networks);
        var batch = BatchPass.On(network.device, workers);
        TrainingLoop.Run(recipe, state, images, () => Step(batch, pass), Tell, afterStep, cancellation);
    }

    /// <summary>By the first pictures, wherever the training goes on.</summary>
    private void Measure(TrainingImages images, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        images.Prepare(0, cancellation);
        networks.MeasureVariances(images.Batch(0, 0, Math.Min(MeasuredPictures, recipe.ChunkImages)).Images);
    }

    private void Tell(double fraction) => progress?.Report(new TrainingProgress("training", fraction, state.Curve.Last?.Means[0] ?? double.NaN));

    private void Step(BatchPass batch, GeneratorPass pass)
    {
        using var scope = NewDisposeScope();
        var made = batch.Run(shard => pass.Make(state.Step, shard));
        if (made[0].Batch.Judging is { Discriminator: var discriminator })
        {
            TrainingLoop.CheckFinite(recipe, state, made.Sum(shard => shard.DiscriminatorLoss), "the discriminator's loss");
            var discriminatorRate = discriminator.Options.Optimizer.RateAt(state.Step, recipe.Steps);
            discriminator.Optimizer.Step(BatchPass.Sum([.. made.Select(shard => shard.DiscriminatorGradients)]), discriminatorRate, state.Step - discriminator.Options.FirstStep(recipe.Steps));
        }

        var learned = batch.Run(shard => pass.Learn(made[shard]));
        var gradients = BatchPass.Sum([.. learned.Select(shard => shard.Gradients)]);
        var loss = learned.Sum(shard => shard.Loss);
        TrainingLoop.CheckFinite(recipe, state, loss);
        var rate = recipe.Optimizer.RateAt(state.Step, recipe.Steps);
        state.Optimizer.Step(gradients, rate, state.Step);
        BatchStatistics.Move(state.Network, [.. made.Select(shard => shard.Statistics)]);
        state.Average?.Move(state.Step + 1);
        double[] parts = [.. recipe.Losses.Select((_, i) => learned.Average(shard => shard.Parts[i])), .. state.Discriminator is null ? [] : new[] { made.Sum(shard => shard.DiscriminatorLoss) }];
        state.Curve.Add(state.Step, [loss, learned.Average(shard => shard.SquaredError), .. parts], rate);
        foreach (var shard in made.Concat<IDisposable>(learned))
            shard.Dispose();
        state.Step++;
    }
}
