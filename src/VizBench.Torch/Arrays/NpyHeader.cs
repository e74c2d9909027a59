namespace VizBench.Arrays;

/// <summary>What a .npy file's header says.</summary>
/// <param name="Type">of one element</param>
/// <param name="BigEndian">the byte order of elements longer than a byte</param>
/// <param name="FortranOrder">the first axis varies fastest</param>
/// <param name="Shape">the length of each axis</param>
public sealed record NpyHeader(NdType Type, bool BigEndian, bool FortranOrder, long[] Shape)
{
    private const int Alignment = 64;
    private const int PreambleLength = 10;

    // NumPy leaves room for the growing axis to become this many digits long, so that appending needs no new header.
    private const int GrowthDigits = 21;

    /// <summary>The bytes before the elements (format version 1.0, little-endian, C order), as NumPy writes them.</summary>
    internal static byte[] Write(NdType type, long[] shape)
    {
        var order = NdTypes.Size(type) == 1 ? '|' : '<';
        var axes = shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
        var text = $"{{'descr': '{order}{NdTypes.Code(type)}', 'fortran_order': False, 'shape': {axes}, }}";
        if (shape.Length > 0)
            text += new string(' ', GrowthDigits - $"{shape[0]}".Length);
        var unpadded = PreambleLength + text.Length + 1;
        // NumPy adds a whole line of padding where none would be needed.
        text += new string(' ', Alignment - unpadded % Alignment) + "\n";
        byte[] preamble = [.. Magic, 1, 0, (byte)text.Length, (byte)(text.Length >> 8)];
        return [.. preamble, .. System.Text.Encoding.ASCII.GetBytes(text)];
    }

    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];
}
