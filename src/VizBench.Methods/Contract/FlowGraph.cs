namespace VizBench.Methods;

/// <summary>What a prediction came by: the units of some layers that carry most of a conserved quantity, and what flows between them.</summary>
/// <param name="Layers">from the input's side to the class</param>
/// <param name="Flows">from a unit of a layer to one of the next layer towards the input; what flows into a unit sums to what it has</param>
public sealed record FlowGraph(IReadOnlyList<FlowLayer> Layers, IReadOnlyList<Flow> Flows);

/// <summary>A layer of a <see cref="FlowGraph"/>.</summary>
/// <param name="Total">what all of its units have together</param>
/// <param name="Nodes">its strongest units, strongest first, and last all others together</param>
public sealed record FlowLayer(string Layer, double Total, IReadOnlyList<FlowNode> Nodes);

/// <summary>A unit of a layer, or all that have no node of their own.</summary>
/// <param name="Unit">the channel; null for all others together</param>
/// <param name="Amount">what it has, summed over its positions</param>
public sealed record FlowNode(long? Unit, double Amount);

/// <summary>How much goes from one node to another.</summary>
/// <param name="FromLayer">the layer nearer to the class</param>
/// <param name="FromUnit">null for all others of that layer together</param>
/// <param name="ToLayer">the layer nearer to the input</param>
/// <param name="ToUnit">null for all others of that layer together</param>
public sealed record Flow(string FromLayer, long? FromUnit, string ToLayer, long? ToUnit, double Amount);
