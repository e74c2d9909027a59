using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>The part of a picture that a unit at one position sees; what lies beyond the border is grey.</summary>
internal static class FieldCrop
{
    private static readonly (byte, byte, byte) s_beyond = (128, 128, 128);

    /// <param name="picture">as large as the network's input</param>
    internal static RgbImage Of(RgbImage picture, ReceptiveField field, int y, int x)
    {
        var (height, width) = ((int)Math.Min(field.Rows.Size, picture.Height), (int)Math.Min(field.Columns.Size, picture.Width));
        var (top, left) = (First(field.Rows, y, picture.Height), First(field.Columns, x, picture.Width));
        var crop = Canvas.New(width, height, s_beyond);
        Canvas.Paste(crop, picture, -left, -top);
        return crop;
    }

    /// <summary>The same part of a signal at the pixels; zero beyond the border.</summary>
    /// <param name="signal">(C, H, W)</param>
    internal static NdArray Of(NdArray signal, ReceptiveField field, int y, int x)
    {
        var (rows, columns) = ((int)signal.Shape[1], (int)signal.Shape[2]);
        var (height, width) = ((int)Math.Min(field.Rows.Size, rows), (int)Math.Min(field.Columns.Size, columns));
        var (top, left) = (First(field.Rows, y, rows), First(field.Columns, x, columns));
        var (values, crop) = (signal.ToDoubles(), new double[signal.Shape[0] * height * width]);
        for (var i = 0; i < crop.Length; i++)
        {
            var (channel, row, column) = (i / (height * width), top + i / width % height, left + i % width);
            if (row >= 0 && row < rows && column >= 0 && column < columns)
                crop[i] = values[(channel * rows + row) * columns + column];
        }

        return NdArray.Of(crop, [signal.Shape[0], height, width]);
    }

    /// <summary>The first pixel of the field; a field as large as the picture, or larger, is the whole picture.</summary>
    private static int First(ReceptiveInterval field, int unit, int size) =>
        field.Size >= size || field.Stride == 0 ? 0 : (int)(field.Start + unit * field.Stride);
}
