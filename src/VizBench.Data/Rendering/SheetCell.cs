using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>One cell of a <see cref="ContactSheet"/>.</summary>
/// <param name="Picture">null leaves the cell empty</param>
/// <param name="Caption">stands under the picture</param>
public sealed record SheetCell(RgbImage? Picture, string Caption = "");
