namespace VizBench.Data.Broden;

/// <summary>A row of index.csv.</summary>
/// <param name="File">under images/, with / between the names</param>
/// <param name="Split">"train" or "val" in Broden</param>
/// <param name="Width">the picture's, pixels (iw)</param>
/// <param name="Height">the picture's, pixels (ih)</param>
/// <param name="MaskWidth">the masks', pixels (sw); in Broden half the picture's</param>
/// <param name="MaskHeight">the masks', pixels (sh)</param>
/// <param name="Layers">the field of each of <see cref="BrodenDataset.Categories"/>, as it stands there</param>
/// <param name="Line">of index.csv, counted from 1</param>
public sealed record BrodenImage(string File, string Split, int Width, int Height, int MaskWidth, int MaskHeight, IReadOnlyList<string> Layers, int Line);

/// <summary>One category of category.csv with its labels.</summary>
/// <param name="Name">"color", "object", "part", "material", "scene" or "texture" in Broden</param>
/// <param name="Labels">numbers of labels, in the order of their codes in c_NAME.csv</param>
/// <param name="Coverage">how much of the data set's pictures each label covers, in pictures; empty where c_NAME.csv has no such column</param>
public sealed record BrodenCategory(string Name, IReadOnlyList<int> Labels, IReadOnlyList<double> Coverage);

/// <summary>One layer of labels in a category.</summary>
/// <param name="Mask">row-major labels, 0 where there is none; null where one label holds for the whole picture</param>
/// <param name="Whole">the label of the whole picture; 0 beside a mask</param>
public sealed record BrodenLayer(ushort[]? Mask, ushort Whole);
