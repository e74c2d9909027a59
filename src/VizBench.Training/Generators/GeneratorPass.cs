using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>
/// What one part of a batch contributes to a generator's step; see <see cref="BatchPass"/>. First the pictures are made, and the
/// discriminator's gradients, where there is one; when it has learned from the whole batch, the generator's gradients.
/// </summary>
internal sealed class GeneratorPass(GeneratorRecipe recipe, GeneratorState state, TrainingImages images, FrozenNetworks networks)
{
    private readonly int _size = recipe.BatchSize / ImageRecipe.Shards;
    private readonly Tensor[] _learned = [.. state.Learned.Select(parameter => parameter.Value)];
    private readonly Tensor[] _discriminators = [.. state.Discriminator?.Learned.Select(parameter => parameter.Value) ?? []];
    private readonly RandomStream _dropout = TrainingImages.Stream(recipe, "dropout");
    private readonly RandomStream _styles = TrainingImages.Stream(recipe, "styles");
    private readonly RandomStream _noise = TrainingImages.Stream(recipe, "code noise");
    private readonly RandomStream _penalty = TrainingImages.Stream(recipe, "discriminator's penalty");

    /// <summary>The pictures that this part makes, with the graph that made them; the caller owns the tensors.</summary>
    internal MadeShard Make(int step, int shard)
    {
        using var scope = NewDisposeScope();
        var statistics = new BatchStatistics();
        var (pictures, _) = images.Batch(step, shard * _size, _size);
        var seen = networks.Given(pictures);
        var styles = recipe.Input.Styles(pictures, _styles.At(shard, (uint)step)) is { } wanted ? networks.Given(wanted) : null;
        var input = recipe.Input.Of(state.Network, pictures, seen, styles, _noise.At(shard, (uint)step));
        var output = TrainingWalk.Output(state.Network, input, _dropout.At(shard, (uint)step), statistics, recipe.Input.FixedLayers);
        var batch = new GeneratorBatch(input, pictures, output, seen, networks.Made(output))
        {
            StyleFeatures = styles,
            CleanCodes = recipe.Input.CleanCodes(state.Network, seen),
            Judging = state.Discriminator is { } discriminator && step >= discriminator.Options.FirstStep(recipe.Steps) ? (discriminator, recipe.Input.Condition(state.Network, input)) : null,
        };
        var (gradients, loss) = DiscriminatorGradients(batch, _penalty.At(shard, (uint)step));
        var made = new MadeShard(batch, statistics, gradients, loss);
        foreach (var tensor in made.Tensors)
            tensor.DetachFromDisposeScope();
        return made;
    }

    /// <summary>The gradients of the batch's loss that this part contributes, and what was found on the way; the caller owns the tensors.</summary>
    internal LearnedShard Learn(MadeShard made)
    {
        using var scope = NewDisposeScope();
        var parts = recipe.Losses.Select(part => part.AsksDiscriminator && made.Batch.Judging is null ? null : part.Of(made.Batch)).ToArray();
        var loss = parts.Zip(recipe.Losses).Where(pair => pair.First is not null).Select(pair => pair.First! * (pair.Second.Weight / ImageRecipe.Shards)).Aggregate((sum, term) => sum + term);
        var gradients = autograd.grad([loss], _learned);
        var result = new LearnedShard([.. gradients], (double)loss, SquaredError(made.Batch), [.. parts.Select(value => value is null ? 0 : (double)value)]);
        foreach (var tensor in result.Gradients)
            tensor.DetachFromDisposeScope();
        return result;
    }

    private (IReadOnlyList<Tensor> Gradients, double Loss) DiscriminatorGradients(GeneratorBatch batch, RandomStream noise)
    {
        if (batch.Judging is not var (discriminator, condition))
            return ([], 0);
        var real = discriminator.Scores(batch.Target, condition, false);
        var loss = Discriminator.OwnLoss(real, discriminator.Scores(batch.Output.detach(), condition, false)) * (1.0 / ImageRecipe.Shards);
        if (discriminator.Options.Penalty > 0)
            loss += discriminator.Penalty(batch.Target, real, condition, noise) * (1.0 / ImageRecipe.Shards);
        return ([.. autograd.grad([loss], _discriminators)], (double)loss);
    }

    /// <summary>The mean over all pixels, which lie in 0..1; 0 where no pictures are made.</summary>
    private double SquaredError(GeneratorBatch batch)
    {
        if (recipe.MakesCodes)
            return 0;
        using var grad = no_grad();
        var deviation = state.Network.Architecture.Preprocessing.Std[0];
        return (double)(batch.Output - batch.Target).square().mean() * deviation * deviation;
    }
}

/// <summary>One part of a batch when its pictures are made; owns its tensors.</summary>
/// <param name="DiscriminatorGradients">this part's share of the discriminator's; empty where there is none</param>
/// <param name="DiscriminatorLoss">this part's share of the discriminator's loss</param>
internal sealed record MadeShard(GeneratorBatch Batch, BatchStatistics Statistics, IReadOnlyList<Tensor> DiscriminatorGradients, double DiscriminatorLoss) : IDisposable
{
    internal IEnumerable<Tensor> Tensors => Batch.Tensors.Concat(Statistics.Tensors).Concat(DiscriminatorGradients);

    public void Dispose()
    {
        foreach (var tensor in Tensors)
            tensor.Dispose();
    }
}

/// <summary>What one part of a batch gives the generator; owns its tensors.</summary>
/// <param name="Loss">this part's share of the batch's loss</param>
/// <param name="SquaredError">mean over this part's pixels, which lie in 0..1; 0 where no pictures are made</param>
/// <param name="Parts">the loss's parts for these pictures, without their weights; 0 where one is left out</param>
internal sealed record LearnedShard(IReadOnlyList<Tensor> Gradients, double Loss, double SquaredError, IReadOnlyList<double> Parts) : IDisposable
{
    public void Dispose()
    {
        foreach (var tensor in Gradients)
            tensor.Dispose();
    }
}
