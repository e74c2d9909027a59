namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>The last step: the light's colour and the darker corners, then bytes.</summary>
internal static class Exposure
{
    public static byte[] Develop(Layer picture, Light light, int size)
    {
        var pixels = new byte[3 * size * size];
        var at = 0;
        for (var y = 0; y < size; y++)
        {
            var down = (2 * y + 1 - size) * 256 / size;
            for (var x = 0; x < size; x++, at += 3)
            {
                var across = (2 * x + 1 - size) * 256 / size;
                var gain = 256 - ((down * down + across * across) * light.Vignette >> 17);
                var i = y * size + x;
                pixels[at] = Clipped(picture.Red[i] * light.Red * gain >> 16);
                pixels[at + 1] = Clipped(picture.Green[i] * light.Green * gain >> 16);
                pixels[at + 2] = Clipped(picture.Blue[i] * light.Blue * gain >> 16);
            }
        }

        return pixels;
    }

    public static byte[] NameColors(byte[] pixels)
    {
        var names = new byte[pixels.Length / 3];
        for (var i = 0; i < names.Length; i++)
            names[i] = ColorNaming.Name(pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]);
        return names;
    }

    private static byte Clipped(int value) => (byte)Math.Clamp(value, 0, 255);
}
