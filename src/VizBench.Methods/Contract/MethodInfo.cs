using VizBench.Networks;

namespace VizBench.Methods;

/// <summary>A registered method: what its attribute says, and its options.</summary>
public sealed class MethodInfo
{
    private readonly Func<Method> _create;
    private readonly Func<Method, bool> _isOf;

    /// <summary>A method that is a type of its own.</summary>
    internal MethodInfo(Type type, MethodAttribute attribute)
        : this(
            attribute,
            () => (Method)Activator.CreateInstance(type)!,
            method => type == method.GetType(),
            defaults => type.GetProperties().Where(property => property.IsDefined(typeof(OptionAttribute), true)).Select(property => OptionInfo.Of(property, defaults)))
    {
    }

    /// <summary>A method that is described by something else than a type.</summary>
    /// <param name="description">what a type's attribute would say</param>
    /// <param name="create">makes the method with its defaults, each time another instance</param>
    /// <param name="isOf">whether a method is one of this kind</param>
    /// <param name="options">from the method with its defaults</param>
    public MethodInfo(MethodAttribute description, Func<Method> create, Func<Method, bool> isOf, Func<Method, IEnumerable<OptionInfo>> options)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(options);
        (Description, _create, _isOf) = (description, create, isOf);
        var defaults = create();
        Paints = defaults is Optimising.ImageOptimisation;
        Options = [.. options(defaults).OrderBy(option => option.Name, StringComparer.Ordinal)];
    }

    public string Id => Description.Id;

    public MethodAttribute Description { get; }

    public IReadOnlyList<OptionInfo> Options { get; }

    /// <summary>The plugin that it comes from; null: it is the product's own.</summary>
    public IMethodOrigin? Origin { get; init; }

    /// <summary>The method of the product whose goldens a plugin's method is held against; null: none.</summary>
    public Counterpart? SameAs { get; init; }

    /// <summary>That method with the options that correspond to this one's defaults, as tables name it.</summary>
    public string? SameAsLabel => SameAs?.For(this, Create()) is { } method ? SameAs.Method.Label(method) : null;

    /// <summary>Whether it optimises a picture.</summary>
    public bool Paints { get; }

    /// <summary>Whether its results tell how they came about, step by step or generation by generation.</summary>
    public bool HasTrace => Paints || Description.Generates;

    /// <summary>The roles of further inputs that it can be given.</summary>
    public IReadOnlyList<string> Roles => Paints ? [.. Description.Roles, "init"] : Description.Roles;

    /// <summary>The networks that it is made for with its defaults, by name; empty: any.</summary>
    public IReadOnlyList<string> Networks => Create().MadeFor(null);

    /// <summary>Whether a network is one that it is made for; most are made for any.</summary>
    /// <param name="network">its architecture's name</param>
    public bool IsMadeFor(string network) => IsMadeFor(network, Create(), null);

    /// <summary>Whether a network is one that the method is made for as it is set.</summary>
    /// <param name="network">its architecture's name</param>
    /// <param name="layer">as given; null: none</param>
    internal static bool IsMadeFor(string network, Method method, string? layer) => method.MadeFor(layer) is not { Count: > 0 } networks || networks.Contains(network, StringComparer.Ordinal);

    /// <summary>Whether a method is one of this kind, whatever its options are.</summary>
    internal bool IsOf(Method method) => _isOf(method);

    /// <summary>The method with its defaults.</summary>
    public Method Create() => _create();

    /// <summary>The method with some options set from text, as the command line and case files give them.</summary>
    /// <exception cref="UserError">an unknown option or a value that it can't take; the message lists what there is</exception>
    public Method Create(IReadOnlyDictionary<string, string> settings)
    {
        var method = Create();
        foreach (var (name, text) in settings)
        {
            var option = Options.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal))
                ?? throw new UserError($"{Id} has no option '{name}'; {(Options.Count == 0 ? "it has none" : "it has " + string.Join(", ", Options.Select(o => o.Name)))}");
            option.Set(method, text, Id);
        }

        return method;
    }

    /// <summary>What the method needs with its options as they are set.</summary>
    public Needs NeedsOf(Method method) => Description.Needs | method.NeedsAsSet;

    /// <summary>Refuses what the method would ignore.</summary>
    /// <exception cref="UserError">a layer or a unit is given to a method that makes nothing of it</exception>
    public void CheckTakes(Method method, bool layer, bool unit)
    {
        var taken = NeedsOf(method) | Description.Optional;
        if (taken.HasFlag(Needs.TargetOrLayer))
            taken |= Needs.Layer | Needs.Unit;
        if (unit && !taken.HasFlag(Needs.Unit))
            throw new UserError($"{LongLabel(method)} takes no unit; leave out --unit");
        if (layer && !taken.HasFlag(Needs.Layer))
            throw new UserError($"{LongLabel(method)} takes no layer; leave out --layer");
    }

    /// <summary>Refuses what is given by role where the method makes nothing of it, or lacks one that it needs.</summary>
    /// <param name="roles">of the further inputs</param>
    /// <exception cref="UserError">an unknown role, or none where one is needed</exception>
    public void CheckRoles(IReadOnlyCollection<string> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (roles.FirstOrDefault(role => !Roles.Contains(role, StringComparer.Ordinal)) is { } unknown)
            throw new UserError($"{Id} takes no input by the role '{unknown}'; {(Roles.Count == 0 ? "give --input FILE" : "it takes " + string.Join(", ", Roles))}");
        if (Description.NeededRoles.FirstOrDefault(role => !roles.Contains(role, StringComparer.Ordinal)) is { } missing)
            throw new UserError($"{Id} needs a picture by the role '{missing}'; give one with --input {missing}=FILE or --input {missing}=painting:NAME (in a suite \"roles\": {{\"{missing}\": …}})");
    }

    /// <summary>Whether it needs a class for each sample.</summary>
    /// <param name="layer">whether it is given a layer, which some take in the place of a class</param>
    public bool NeedsTarget(Method method, bool layer) =>
        NeedsOf(method).HasFlag(Needs.Target) || (NeedsOf(method).HasFlag(Needs.TargetOrLayer) && !layer);

    /// <summary>Refuses a network without classes where the method explains one.</summary>
    /// <param name="layer">whether it is given a layer</param>
    /// <exception cref="UserError">the network's output is maps</exception>
    public void CheckNetwork(Method method, Architecture architecture, bool layer)
    {
        if (!NeedsTarget(method, layer))
            return;
        var purpose = $"{Id} {(Description.Generates ? "paints" : "explains")} a class";
        if (NeedsOf(method).HasFlag(Needs.TargetOrLayer))
            architecture.CheckHasClasses(purpose, "take a network with a classifier, or name a layer and a unit in the class's place");
        else
            architecture.CheckHasClasses(purpose);
    }

    /// <summary>Where the options decide what is needed, they belong into the message.</summary>
    private string LongLabel(Method method) => method.NeedsAsSet == Needs.None
        ? Id
        : $"{Id} ({string.Join(", ", Options.Where(o => o.Choices.Count > 0).Select(o => $"{o.Name}={o.TextOf(method)}"))})";

    /// <summary>The options that differ from their defaults, "name=value", in alphabetical order: with the id, the method's name in a table.</summary>
    public string Label(Method method)
    {
        var changed = Options.Where(o => !string.Equals(o.TextOf(method), o.Default, StringComparison.Ordinal)).Select(o => $"{o.Name}={o.TextOf(method)}");
        return string.Join(' ', changed.Prepend(Id));
    }
}
