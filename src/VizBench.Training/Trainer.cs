using VizBench.Networks;
using VizBench.Randomness;

namespace VizBench.Training;

/// <summary>
/// Trains a reference network by its recipe. Deterministic: order, dropout, initial weights and perturbations come from named
/// streams, so two runs with equal thread counts on one machine give the same bytes.
/// </summary>
public sealed class Trainer(TrainingRecipe recipe, IProgress<TrainingProgress>? progress = null)
{
    private const int CurveEvery = 25;
    private readonly LearningCurve _curve = new(CurveEvery);

    /// <summary>Loss and accuracy over the steps.</summary>
    public IReadOnlyList<LearningPoint> Curve => _curve.Points;

    /// <summary>Trains, merges the normalisation and rounds the weights to float16, as they will be stored.</summary>
    /// <returns>the shipped network in float32 on the CPU, every weight a float16 number; the caller owns it</returns>
    public Network Train(CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        var architecture = recipe.Trained();
        using var network = new Network(architecture, Initialisation.Of(architecture, recipe.Seed, recipe.FirstLayerScale));
        var data = WorldDataset.Draw(
            recipe.WorldSeed, recipe.Images, (int)architecture.InputShape[1], architecture.Preprocessing,
            done => progress?.Report(new TrainingProgress("drawing", done)), cancellation);
        var learned = network.Parameters
            .Where(parameter => !parameter.Key.Contains("running_", StringComparison.Ordinal))
            .Select(parameter => (parameter.Key, parameter.Value.requires_grad_())).ToArray();
        using (var sgd = new Sgd(recipe.Optimizer, learned))
        {
            for (var epoch = 0; epoch < recipe.Epochs; epoch++)
                TrainEpoch(network, data, sgd, learned, epoch, cancellation);
        }

        var shipped = recipe.Shipped();
        var rounded = BatchNormMerger.Merge(network, shipped)
            .ToDictionary(p => p.Key, p => p.Value.to(ScalarType.Float16).to(ScalarType.Float32), StringComparer.Ordinal);
        return new Network(shipped, rounded);
    }

    private void TrainEpoch(
        Network network, WorldDataset data, Sgd sgd, (string Name, Tensor Value)[] learned, int epoch, CancellationToken cancellation)
    {
        var order = Stream("order", epoch).NextPermutation(data.Count);
        var batches = data.Count / recipe.BatchSize;
        for (var batch = 0; batch < batches; batch++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var step = epoch * batches + batch;
            var (images, classes) = data.Batch(order.AsSpan(batch * recipe.BatchSize, recipe.BatchSize));
            images = Perturbed(network, images, classes, step);
            var logits = TrainingWalk.Logits(network, images, Stream("dropout", step));
            var loss = CrossEntropy(logits, classes);
            var gradients = autograd.grad([loss], [.. learned.Select(parameter => parameter.Value)]);
            var rate = sgd.RateAt(step, recipe.Steps);
            sgd.Step([.. gradients], rate);
            var right = (double)logits.argmax(1).eq(classes).to(ScalarType.Float32).mean();
            _curve.Add(step, (double)loss, right, rate);
            progress?.Report(new TrainingProgress(
                "training", (step + 1.0) / recipe.Steps, _curve.Last?.Loss ?? double.NaN, _curve.Last?.Accuracy ?? double.NaN));
        }
    }

    private Tensor Perturbed(Network network, Tensor images, Tensor classes, int step)
    {
        var epsilon = recipe.Adversary?.EpsilonAt(step, recipe.Steps) ?? 0;
        if (epsilon <= 0)
            return images;
        // Pixels are divided by the deviation on their way into the network, and so is the perturbation's size.
        var normalised = epsilon / network.Architecture.Preprocessing.Std[0];
        return Adversary.Perturb(
            images, normalised, Stream("adversary", step),
            x => CrossEntropy(TrainingWalk.Logits(network, x, Stream("dropout", step)), classes));
    }

    /// <summary>The batch's mean of −log p(true class).</summary>
    private static Tensor CrossEntropy(Tensor logits, Tensor classes) => logits.log_softmax(1).gather(1, classes.unsqueeze(1)).mean().neg();

    private RandomStream Stream(string purpose, int step) => new StreamKey(recipe.Seed, "train " + recipe.Name, purpose, 0, (uint)step).Open();
}
