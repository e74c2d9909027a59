using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VizBench.Networks.Weights;

namespace VizBench.Training;

/// <summary>
/// A training's state in one file, so that one that was interrupted goes on: its tensors, its learning curve, what else it keeps.
/// The numbers are exact, so the end is the same to the byte.
/// </summary>
internal static class TrainingCheckpoint
{
    private const string RecipeKey = "recipe";
    private const string StepKey = "step";
    private const string SecondsKey = "seconds";
    private const string HashKey = "sha256";
    private const string CurveName = "curve";
    private const string PendingName = "curve.pending";

    internal static string PathOf(string folder, string network) => Path.Combine(folder, network + ".training.safetensors");

    internal static void Write(string path, ResumableState state, string fingerprint)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [RecipeKey] = fingerprint,
            [StepKey] = state.Step.ToString(CultureInfo.InvariantCulture),
            [SecondsKey] = state.Seconds.ToString("R", CultureInfo.InvariantCulture),
        };
        WeightTensor[] tensors = [.. state.Tensors.Select(tensor => WeightTensor.FromTensor(tensor.Name, tensor.Value)), .. Curve(state.Curve), .. state.Kept];
        metadata[HashKey] = HashOf(tensors, metadata);
        SafetensorsFile.Write(path, new StateDict(tensors, metadata));
    }

    /// <summary>Fills a new state of the same recipe from the file.</summary>
    /// <exception cref="FileError">the file is damaged, or of another recipe</exception>
    internal static void Read(string path, ResumableState state, string fingerprint)
    {
        using var file = SafetensorsFile.Read(path);
        if (!string.Equals(file.Metadata.GetValueOrDefault(RecipeKey), fingerprint, StringComparison.Ordinal))
            throw new FileError(path, RecipeKey, "is another than this program's for the network: the training can't go on; begin anew with --restart");
        // Past this, every byte is as it was written.
        if (!string.Equals(file.Metadata.GetValueOrDefault(HashKey), HashOf(file, file.Metadata), StringComparison.Ordinal))
            throw new FileError(path, "content", "differs from the hash that was written with it: the file is damaged; begin anew with --restart");
        Restore(file, state);
    }

    /// <summary>SHA-256 over step, seconds and all tensors, ordered by name.</summary>
    private static string HashOf(IEnumerable<WeightTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{metadata.GetValueOrDefault(StepKey)} {metadata.GetValueOrDefault(SecondsKey)}"));
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{tensor.Name} {tensor.Dtype} {string.Join(',', tensor.Shape)}\n"));
            hash.AppendData(tensor.ToArray());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Restore(StateDict file, ResumableState state)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        foreach (var (name, value) in state.Tensors)
            value.copy_(file[name].ToTensor());
        var rows = file[CurveName].ToTensor().data<double>().ToArray().Chunk(state.Curve.Numbers + 2);
        var pending = file[PendingName].ToTensor().data<double>().ToArray();
        state.Curve.Restore(rows.Select(row => new CurveRow((int)row[0], row[1..^1], row[^1])), (pending[..^1], (int)pending[^1]));
        state.Restore(file);
        state.Step = int.Parse(file.Metadata[StepKey], CultureInfo.InvariantCulture);
        state.Seconds = double.Parse(file.Metadata[SecondsKey], CultureInfo.InvariantCulture);
    }

    private static IEnumerable<WeightTensor> Curve(LearningCurve curve)
    {
        using var scope = NewDisposeScope();
        double[] rows = [.. curve.Rows.SelectMany(row => (IEnumerable<double>)[row.Step, .. row.Means, row.Rate])];
        yield return WeightTensor.FromTensor(CurveName, tensor(rows, [curve.Rows.Count, curve.Numbers + 2]));
        double[] pending = [.. curve.Pending.Sums, curve.Pending.Count];
        yield return WeightTensor.FromTensor(PendingName, tensor(pending, [pending.Length]));
    }
}
