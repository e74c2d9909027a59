using VizBench.Networks;

namespace VizBench.Training;

/// <summary>Pictures as a network takes them.</summary>
internal static class ImageTensors
{
    /// <summary>(N, 3, H, W) normalised float32 images, owned by the caller's dispose scope.</summary>
    /// <param name="planes">by image: 3 × size × size values in 0..1, one colour after another</param>
    internal static Tensor Of(IReadOnlyList<float[]> planes, int size, Preprocessing preprocessing, Device device)
    {
        var plane = size * size;
        var values = new float[planes.Count * 3 * plane];
        for (var sample = 0; sample < planes.Count; sample++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                var scale = (float)(1 / preprocessing.Std[channel]);
                var shift = (float)(preprocessing.Mean[channel] / preprocessing.Std[channel]);
                var source = planes[sample].AsSpan(channel * plane, plane);
                var target = values.AsSpan((sample * 3 + channel) * plane, plane);
                for (var i = 0; i < plane; i++)
                    target[i] = source[i] * scale - shift;
            }
        }

        return tensor(values, [planes.Count, 3, size, size], device: device);
    }

    /// <summary>3 × size × size values in 0..1, one colour after another.</summary>
    internal static float[] Planes(ReadOnlySpan<byte> pixels)
    {
        var plane = pixels.Length / 3;
        var values = new float[pixels.Length];
        for (var channel = 0; channel < 3; channel++)
        {
            for (var i = 0; i < plane; i++)
                values[channel * plane + i] = pixels[3 * i + channel] * (1f / 255);
        }

        return values;
    }

    /// <summary>(N) class numbers, owned by the caller's dispose scope.</summary>
    internal static Tensor Classes(IEnumerable<int> classes, Device device)
    {
        long[] values = [.. classes];
        return tensor(values, [values.Length], device: device);
    }
}
