namespace VizBench.Methods.Optimising;

/// <summary>A method that paints a picture by climbing an objective: what all recipes have in common.</summary>
public abstract record ImageOptimisation : Method
{
    [Option("how many updates", Least = 1)]
    public int Steps { get; init; } = 512;

    [Option("ends when no objective has grown by more than a thousandth in so many steps; 0: never before the last step", Least = 0)]
    public int Plateau { get; init; }

    /// <summary>How many samples one optimisation takes; null: as many as are fast.</summary>
    private protected virtual int? MostTogether(Probe probe) => null;

    /// <summary>Whether it can begin at a given picture, role "init"; not every picture is one that the free numbers can be.</summary>
    public virtual bool CanBeginAtPicture => true;

    public override MethodResult Run(Probe probe)
    {
        if (Steps < 1 || Plateau < 0)
            throw new UserError($"{MethodRegistry.Of(this).Id} takes at least 1 step and a plateau of 0 or more steps, and got steps={Steps}, plateau={Plateau}; choose others with --set");
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        probe = probe.InPaintingPrecision();
        var count = CountOf(probe);
        var results = new List<PaintedBatch>();
        foreach (var (first, size) in BatchParts.Of(probe, count, MostTogether(probe) ?? (probe.Frames is null ? null : count)))
            results.Add(Painted(PartOf(probe, first, size), first, (double)first / count, (double)size / count));
        return PaintedBatch.Together(results);
    }

    /// <summary>Whether a picture without any gradient is one that has all that is wanted; else what is climbed is dead there.</summary>
    private protected virtual bool CanBeAtRest => false;

    /// <summary>Of all parts of the recipe together, where none ends early.</summary>
    private protected virtual int TotalSteps => Steps;

    /// <summary>Paints the pictures of a batch, by one optimisation or by several after one another.</summary>
    /// <returns>(N, C, H, W) in the network's units, owned by the caller's dispose scope</returns>
    private protected abstract Tensor Paint(Easel easel);

    /// <summary>What is climbed.</summary>
    private protected abstract Objective ObjectiveOf(Probe probe);

    /// <summary>How many pictures a probe asks for.</summary>
    private protected virtual int CountOf(Probe probe) => (int)probe.BatchSize;

    /// <summary>The names of a sample's random streams; what a sample gives must not depend on its place in the batch.</summary>
    private protected virtual IReadOnlyList<long> KeysOf(Probe probe) => [.. Enumerable.Repeat(0L, (int)probe.BatchSize)];

    private protected virtual Probe PartOf(Probe probe, int first, int size) => probe with
    {
        Input = probe.Input.narrow(0, first, size),
        Targets = [.. probe.Targets.Skip(first).Take(size)],
        Roles = BatchParts.RolesOf(probe, CountOf(probe), first, size),
    };

    /// <summary>How a sample is called in notes.</summary>
    /// <param name="probe">the part's</param>
    /// <param name="sample">its place in the part</param>
    /// <param name="first">the part's first sample's place in the batch</param>
    private protected virtual string NameOf(Probe probe, int sample, int first) => $"sample {first + sample}";

    private PaintedBatch Painted(Probe probe, int first, double doneBefore, double share)
    {
        using var scope = NewDisposeScope();
        var easel = new Easel(probe, ObjectiveOf(probe), new Draws(probe.Seed, probe.Case, KeysOf(probe)), TotalSteps, done => probe.Progress?.Report(doneBefore + share * done)) { CanBeAtRest = CanBeAtRest };
        var painted = Presented(easel.Finished(Paint(easel), sample => NameOf(probe, sample, first)));
        return painted with { Picture = painted.Picture.MoveToOuterDisposeScope() };
    }

    /// <summary>Where a recipe paints several pictures of one sample, makes one result of them.</summary>
    private protected virtual PaintedBatch Presented(PaintedBatch painted) => painted;
}
