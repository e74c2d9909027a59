using System.Text.Json;
using System.Text.Json.Serialization;
using VizBench.Files;

namespace VizBench.Training;

/// <summary>Cards as files hold them.</summary>
internal static class CardJson
{
    private const long MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new OneLineConverter<LayerOnCard>(),
            new OneLineConverter<IReadOnlyList<int>>(),
            new OneLineConverter<Robustness>(),
            new OneLineConverter<LearningPoint>(),
            new OneLineConverter<LossOnCard>(),
            new OneLineConverter<GeneratorPoint>(),
        },
    };

    internal static string Of<T>(T card) => JsonSerializer.Serialize(card, s_options) + "\n";

    /// <param name="what">what it should be, for messages: "a network's card"</param>
    /// <exception cref="FileError">the card is missing or damaged</exception>
    internal static T Read<T>(string path, string what)
        where T : class
    {
        var bytes = JsonFile.Read(path, MaxBytes);
        try
        {
            return JsonSerializer.Deserialize<T>(bytes.Span, s_options) ?? throw new FileError(path, "file", "holds nothing; restore it from the repository");
        }
        catch (JsonException e)
        {
            throw new FileError(path, $"line {e.LineNumber + 1}", $"is not {what}; restore the file from the repository", e);
        }
    }
}
