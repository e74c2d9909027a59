using System.Security.Cryptography;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;

namespace VizBench.Tests.Data;

/// <summary>JPEG files come back as PIL 9.4 reads them.</summary>
public sealed class JpegTests
{
    // 16 × 16 pixels, red = 15 x, green = 15 y, blue = 90; PIL 9.4, quality 90.
    internal static readonly byte[] Good = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGB" +
        "YUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAQ" +
        "ABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABwj/xAAZEAABBQAAAAAAAAAAAAAAAAAABgcjMqH/xAAVAQEBAAAAAAAAAAAAAAAAAA" +
        "ADBf/EABoRAAICAwAAAAAAAAAAAAAAAAAGBSIHMTL/2gAMAwEAAhEDEQA/AJBSzX0hwYEs19IcFxLNfSHBgSzX0hwgy7buwuO3ni5//9k=");

    // Grey, 8 x + 7 y.
    private static readonly byte[] s_grey = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGB" +
        "IUFRT/wAALCAAQABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1Fh" +
        "ByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJ" +
        "WWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APjb4bfD/wD1X7v07V9V" +
        "fDb4f/6r936dqyvht8P/APVfu/TtX1X8Nvh//qv3fp2r/9k=");

    // The colours of Good in progressive scans.
    internal static readonly byte[] Progressive = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGB" +
        "IUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wgARCAAQABADASIA" +
        "AhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABgf/xAAVAQEBAAAAAAAAAAAAAAAAAAACBP/aAAwDAQACEAMQAAABkDBcwgX/xAAWEAADAAAAAAAAAA" +
        "AAAAAAAAAABAX/2gAIAQEAAQUCVlissVliss//xAAYEQACAwAAAAAAAAAAAAAAAAAABQYhMf/aAAgBAwEBPwGOvMs//8QAFxEAAwEAAAAAAAAAAAAA" +
        "AAAAAAQFYf/aAAgBAgEBPwFutp//xAAVEAEBAAAAAAAAAAAAAAAAAAAAMf/aAAgBAQAGPwKIiP/EABUQAQEAAAAAAAAAAAAAAAAAAAAx/9oACAEBAA" +
        "E/IYMGDB//2gAMAwEAAgADAAAAEAf/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAEDAQE/ED//xAAVEQEBAAAAAAAAAAAAAAAAAAAAMf/aAAgBAgEB" +
        "PxC5/8QAFRABAQAAAAAAAAAAAAAAAAAAAPH/2gAIAQEAAT8QlJSUlP/Z");

    [Test]
    public void Colours_are_those_that_were_stored()
    {
        var image = ImageFiles.Codec.Decode(Good, "made.jpg");
        Assert.That((image.Width, image.Height), Is.EqualTo((16, 16)));
        for (var i = 0; i < 256; i++)
        {
            var (r, g, b) = image[i % 16, i / 16];
            Assert.That(r, Is.EqualTo(15 * (i % 16)).Within(16), $"red at {i}");
            Assert.That(g, Is.EqualTo(15 * (i / 16)).Within(16), $"green at {i}");
            Assert.That(b, Is.EqualTo(90).Within(24), $"blue at {i}");
        }
    }

    [Test]
    public void Grey_is_repeated_in_all_channels()
    {
        var image = ImageFiles.Codec.Decode(s_grey, "grey.jpg");
        for (var i = 0; i < 256; i++)
        {
            var (r, g, b) = image[i % 16, i / 16];
            Assert.That(r, Is.EqualTo(8 * (i % 16) + 7 * (i / 16)).Within(8));
            Assert.That((g, b), Is.EqualTo((r, r)));
        }
    }

    [Test]
    public void Progressive_scans_make_the_same_picture() =>
        Assert.That(ImageFiles.Codec.Decode(Progressive, "p.jpg").Pixels, Is.EqualTo(ImageFiles.Codec.Decode(Good, "made.jpg").Pixels));

    [TestCaseSource(nameof(Files))]
    public void Pixels_are_those_of_PIL(string name)
    {
        var expected = NpyFile.Read(TestFiles.Path("Data", "Jpeg", name + ".npy"));
        var image = ImageFiles.Read(TestFiles.Path("Data", "Jpeg", name + ".jpg"));
        Assert.That(new long[] { image.Height, image.Width, 3 }, Is.EqualTo(expected.Shape));
        Assert.That(image.Pixels, Is.EqualTo(expected.As<byte>()));
    }

    [Test]
    public void Bytes_are_those_of_PIL()
    {
        foreach (var (file, hash) in new[]
        {
            (Good, "f897f58bc5a53c4f000d779f934107e0d1f78a72e0c342141398eabc109da3f1"),
            (s_grey, "a3c3680437fc778bd37f43bee0b2ec0410cb544339bd3c39c08173e6527ecdde"),
            (Progressive, "f897f58bc5a53c4f000d779f934107e0d1f78a72e0c342141398eabc109da3f1"),
        })
        {
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(ImageFiles.Codec.Decode(file, "made.jpg").Pixels)), Is.EqualTo(hash));
        }
    }

    private static IEnumerable<string> Files() =>
        Directory.GetFiles(TestFiles.Path("Data", "Jpeg"), "*.jpg").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);
}
