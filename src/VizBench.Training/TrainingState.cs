using System.Globalization;
using VizBench.Networks;
using VizBench.Networks.Weights;

namespace VizBench.Training;

/// <summary>A classifier under way: its network, the momenta, the moments kept so far.</summary>
internal sealed class TrainingState : ResumableState
{
    private const string MomentPrefix = "moment/";

    internal TrainingState(TrainingRecipe recipe, Device device)
        : base(new LearningCurve(2))
    {
        using var scope = NewDisposeScope();
        var architecture = recipe.Trained();
        var initial = Initialisation.Of(architecture, recipe.Seed, recipe.FirstLayerScale);
        Network = new Network(architecture, initial.ToDictionary(p => p.Key, p => p.Value.to(device), StringComparer.Ordinal));
        Learned = [.. architecture.TrainedParameterShapes.Select(parameter => (parameter.Key, Network.Parameters[parameter.Key].requires_grad_()))];
        Optimizer = new Sgd(recipe.Optimizer, Learned);
    }

    internal Network Network { get; }

    /// <summary>The parameters that gradients move.</summary>
    internal IReadOnlyList<(string Name, Tensor Value)> Learned { get; }

    internal Sgd Optimizer { get; }

    /// <summary>The kept moments, by step: float16 weights by name.</summary>
    internal SortedDictionary<int, IReadOnlyList<WeightTensor>> Moments { get; } = [];

    internal override IEnumerable<(string Name, Tensor Value)> Tensors =>
    [
        .. Network.Parameters.Select(p => ("parameter/" + p.Key, p.Value)),
        .. Learned.Zip(Optimizer.Momenta, (parameter, momentum) => ("momentum/" + parameter.Name, momentum)),
    ];

    internal override IEnumerable<WeightTensor> Kept =>
        from moment in Moments
        from weight in moment.Value
        select new WeightTensor($"{MomentPrefix}{moment.Key}/{weight.Name}", weight.Dtype, weight.Shape, weight.ToArray());

    internal override void Restore(StateDict file)
    {
        foreach (var moment in file.Where(tensor => tensor.Name.StartsWith(MomentPrefix, StringComparison.Ordinal)).GroupBy(tensor => tensor.Name.Split('/')[1], StringComparer.Ordinal))
        {
            Moments[int.Parse(moment.Key, CultureInfo.InvariantCulture)] =
                [.. moment.Select(tensor => new WeightTensor(tensor.Name.Split('/')[2], tensor.Dtype, tensor.Shape, tensor.ToArray()))];
        }
    }

    public override void Dispose()
    {
        Network.Dispose();
        Optimizer.Dispose();
    }
}
