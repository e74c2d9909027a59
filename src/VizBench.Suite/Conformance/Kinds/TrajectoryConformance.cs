using VizBench.Methods;
using VizBench.Methods.Optimising;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>"am-trajectory": gradient ascent with Adam from a given start, without transforms; the colours in 0 … 1 are the network's input as they are.</summary>
internal sealed class TrajectoryConformance : ConformanceKind
{
    public override IEnumerable<string> Methods => ["am-trajectory"];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var parameters = reference.Parameters;
        if (parameters.Text("optimizer") is not "adam")
            throw new UserError($"{reference.Name}: parameter 'optimizer' is '{parameters.Text("optimizer")}'; a trajectory is computed with adam");
        var start = subject.Array(parameters.Text("start"));
        var samples = (int)start.shape[0];
        var optimisation = new Optimisation
        {
            Network = subject.Network,
            Parameterisation = ParameterisationOf(reference, subject.Network),
            Objective = ObjectiveOf(reference, subject.Network, samples),
            Optimiser = new Adam(),
            Rate = Schedule.Constant(parameters.Number("lr")),
            Steps = (int)parameters.Number("steps"),
            Draws = new Draws(0, reference.Name, [.. Enumerable.Range(0, samples).Select(i => (long)i)]),
        };
        var objectives = new List<double>();
        // Several samples' objectives are summed.
        var loop = new OptimisationLoop(optimisation) { Cancellation = cancellation, Observe = facts => objectives.Add(facts.Values.sum().to(ScalarType.Float64, CPU).item<double>()) };
        using var end = loop.Continue(OptimisationState.At(optimisation, [start]));
        return parameters.Text("output") switch
        {
            "objective" => tensor([.. objectives], [objectives.Count]).MoveToOuterDisposeScope(),
            "image" => loop.PictureOf(end).MoveToOuterDisposeScope(),
            var other => throw new UserError($"{reference.Name}: parameter 'output' is '{other}'; it can be objective or image"),
        };
    }

    private static Parameterisation ParameterisationOf(ConformanceCase reference, Network network)
    {
        var shape = network.Architecture.InputShape;
        var canvas = new Canvas(shape[1], shape[2], PictureConformance.AsItIs, network.dtype, network.device);
        return reference.Parameters.Text("parameterization") switch
        {
            "pixel" => new ColourPicture(canvas),
            "fourier" => new FourierPicture(canvas, reference.Parameters.Number("decay_power", 1)),
            var other => throw new UserError($"{reference.Name}: parameter 'parameterization' is '{other}'; it can be pixel or fourier"),
        };
    }

    private static Objective ObjectiveOf(ConformanceCase reference, Network network, int samples)
    {
        var parameters = reference.Parameters;
        var kind = parameters.Text("objective");
        if (kind is "logit")
            return new ClassObjective(network.Architecture, [.. Enumerable.Repeat(reference.TargetOrError(), samples)]);
        var layer = network.Architecture.LayerNamed(reference.Layer ?? throw new UserError($"{reference.Name}: objective '{kind}' needs a \"layer\"")).Name;
        var unit = kind switch
        {
            "channel" => new Unit((long)parameters.Number("channel")),
            "neuron" => new Unit((long)parameters.Number("channel"), (long)parameters.Number("y"), (long)parameters.Number("x")),
            _ => throw new UserError($"{reference.Name}: parameter 'objective' is '{kind}'; it can be channel, neuron or logit"),
        };
        return new UnitObjective(layer, [.. Enumerable.Repeat(unit, samples)]);
    }
}
