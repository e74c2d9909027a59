using VizBench.Networks;

namespace VizBench.Methods;

/// <summary>
/// A visualisation method. An immutable record: its properties marked <see cref="OptionAttribute"/> are its options, and
/// with its id they make its golden's name, its cache key and its row in a table. It computes and nothing else: no files,
/// no logging, no choice of device. Marked with <see cref="MethodAttribute"/> it is registered by being there.
/// </summary>
public abstract record Method
{
    /// <summary>What it needs because of how its options are set, beside what its registration says.</summary>
    public virtual Needs NeedsAsSet => Needs.None;

    /// <summary>Whether another seed can give another result, as its options are set.</summary>
    public virtual bool DependsOnSeed => true;

    /// <summary>The networks that it is made for, by name, as its options are set: on others a suite leaves it out. Empty: any.</summary>
    /// <param name="layer">as given; null: none</param>
    public virtual IReadOnlyList<string> MadeFor(string? layer) => [];

    /// <summary>
    /// Further networks that it runs, as its options are set: names of generators, or of networks of the catalogue that come with the
    /// product. Whoever runs it opens them (<see cref="Probe.Companions"/>).
    /// </summary>
    public virtual IReadOnlyList<string> Companions => [];

    /// <summary>Its <see cref="Companions"/> on a network, where they turn on that and on the layer.</summary>
    /// <param name="layer">as given; null: none</param>
    /// <exception cref="UserError">there is none for this network or layer</exception>
    public virtual IReadOnlyList<string> CompanionsFor(Architecture architecture, string? layer) => Companions;

    /// <summary>Refuses a network, or options, that it can't work with, before any weights are read.</summary>
    /// <param name="layer">as given; null: none</param>
    /// <exception cref="UserError">the network or an option doesn't suit the method</exception>
    public virtual void CheckSuits(Architecture architecture, string? layer)
    {
    }

    /// <summary>
    /// Runs the method. The result is owned by the caller's dispose scope; the probe's tensors and the network's
    /// parameters are not changed. Every sample of the batch is independent of the others.
    /// </summary>
    /// <exception cref="UserError">the network, layer, target or option doesn't suit the method</exception>
    /// <exception cref="OperationCanceledException">the probe's cancellation was requested</exception>
    public abstract MethodResult Run(Probe probe);
}
