namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>A whole scene as data, independent of the size it is drawn at. Items lie on top of each other in order.</summary>
internal sealed record Composition(int Class, string SubType, int Scene, WorldPose Pose, Light Light, IReadOnlyList<Item> Items);
