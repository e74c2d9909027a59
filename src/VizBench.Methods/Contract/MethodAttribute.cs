namespace VizBench.Methods;

/// <summary>What a method's result is, and so how it is rendered and which metrics apply.</summary>
public enum ResultKind
{
    /// <summary>(N, classes) or (N, C, h, w): a layer's output.</summary>
    Activations,

    /// <summary>(N, C, H, W) or (N, H, W): a signed score for each input value or pixel.</summary>
    SignedAttribution,

    /// <summary>(N, H, W): a score ≥ 0 for each pixel.</summary>
    UnsignedAttribution,

    /// <summary>(N, h, w): a signed score for each position of a layer; enlarged bilinearly to the input where it is shown or measured.</summary>
    ClassActivationMap,

    /// <summary>(N, C, H, W): a signed signal carried back to the pixels; shown as a picture around mid-grey, measured as a signed attribution.</summary>
    Projection,

    /// <summary>(N, C, H, W): a picture in the network's normalised units.</summary>
    Image,
}

/// <summary>What a method can be given beside the network and the input.</summary>
[Flags]
public enum Needs
{
    None = 0,

    /// <summary>A class for each sample.</summary>
    Target = 1,

    /// <summary>A layer's name.</summary>
    Layer = 2,

    /// <summary>A unit of the layer.</summary>
    Unit = 4,

    /// <summary>A class for each sample, or a layer, with units or whole, in its place.</summary>
    TargetOrLayer = 8,
}

/// <summary>Registers a method: everything that listing, help, documentation and tables say of it.</summary>
/// <param name="id">the method's name on the command line and in tables, kebab-case</param>
/// <param name="family">the folder of its goldens</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MethodAttribute(string id, string family) : Attribute
{
    public string Id { get; } = id;

    public string Family { get; } = family;

    /// <summary>One line that says what it computes.</summary>
    public required string Summary { get; init; }

    /// <summary>The paper and the equation or section.</summary>
    public required string Source { get; init; }

    public required ResultKind Result { get; init; }

    /// <summary>Whether it makes its picture from nothing: then it is given no input, and the batch is one picture for each class or unit.</summary>
    public bool Generates { get; init; }

    /// <summary>Whether it chooses between candidates by their scores: then the last digit of a number can decide, and no tolerance holds for another precision.</summary>
    public bool Selects { get; init; }

    /// <summary>Further inputs that it can be given, by role: "guide", say. Whatever optimises a picture also takes "init".</summary>
    public string[] Roles { get; init; } = [];

    /// <summary>Those of <see cref="Roles"/> that it can't do without.</summary>
    public string[] NeededRoles { get; init; } = [];

    /// <summary>Whether pictures of any size are taken, as far as the network's layers allow: then a picture need not be brought to the network's size.</summary>
    public bool AnySize { get; init; }

    /// <summary>Of a plugin's method: the id of the product's that computes the same, with options of the same names; it is held against that one's goldens.</summary>
    public string? SameAs { get; init; }

    public Needs Needs { get; init; }

    /// <summary>What it can be given but doesn't need; anything else is refused, so that nothing given is silently ignored.</summary>
    public Needs Optional { get; init; }
}
