namespace VizBench.Networks;

/// <summary>One node of a network: a name, an operation, and the names of the layers whose outputs it reads.</summary>
/// <param name="Name">unique; torchvision's module path for the zoo ("features.0"), the output tensor's name for ONNX</param>
/// <param name="Operation">what it computes</param>
/// <param name="Inputs">layers before this one, or <see cref="Architecture.InputName"/></param>
public sealed record Layer(string Name, Operation Operation, IReadOnlyList<string> Inputs)
{
    /// <summary>The full name of one of the operation's parameters, for example "features.0.weight".</summary>
    public string ParameterName(string role) => $"{Name}.{role}";
}
