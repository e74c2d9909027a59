using NUnit.Framework;
using VizBench.Data.Images;
#if STACK_SYSTEM
using System.Security.Cryptography;
#endif

namespace VizBench.Tests.Data;

/// <summary>JPEG files come back as PIL 9.4 reads them (system stack), or nearly (decoders differ in rounding).</summary>
public sealed class JpegTests
{
    // 16 × 16 pixels, red = 15 x, green = 15 y, blue = 90; PIL 9.4, quality 90.
    internal static readonly byte[] Good = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGB" +
        "YUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAQ" +
        "ABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABwj/xAAZEAABBQAAAAAAAAAAAAAAAAAABgcjMqH/xAAVAQEBAAAAAAAAAAAAAAAAAA" +
        "ADBf/EABoRAAICAwAAAAAAAAAAAAAAAAAGBSIHMTL/2gAMAwEAAhEDEQA/AJBSzX0hwYEs19IcFxLNfSHBgSzX0hwgy7buwuO3ni5//9k=");

#if STACK_SYSTEM
    // The same in CMYK.
    private static readonly byte[] s_cmyk = Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAQCwwODAoQDg0OEhEQExgoGhgWFhgxIyUdKDozPTw5Mzg3QEhcTkBEV0U3OFBtUVdfYmdoZz5NcXlwZH" +
        "hcZWdj/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EABcAAQEBAQAAAAAAAAAAAAAAAAAGBQf/xAAYEAEAAwEAAAAAAAAAAAAAAAAABRVCYv/aAA4E" +
        "QwBNAFkASwAAPwCZhspmo5ZjoC8hslRyCDhsryo5BeQ2So5B/9k=");
#endif

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

#if STACK_SYSTEM
    [Test]
    public void Bytes_are_those_of_PIL() =>
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(ImageFiles.Codec.Decode(Good, "made.jpg").Pixels)),
            Is.EqualTo("f897f58bc5a53c4f000d779f934107e0d1f78a72e0c342141398eabc109da3f1"));

    [Test]
    public void Cmyk_is_refused() =>
        Assert.That(() => ImageFiles.Codec.Decode(s_cmyk, "print.jpg"),
            Throws.TypeOf<FileError>().With.Message.Contains("convert it to RGB"));
#endif
}
