using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VizBench.Networks.Weights;

namespace VizBench.Training;

/// <summary>
/// A training's state in one file, so that one that was interrupted goes on: parameters, momenta, learning curve, kept
/// moments. The numbers are exact, so the end is the same to the byte.
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

    internal static void Write(string path, TrainingState state, string fingerprint)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [RecipeKey] = fingerprint,
            [StepKey] = state.Step.ToString(CultureInfo.InvariantCulture),
            [SecondsKey] = state.Seconds.ToString("R", CultureInfo.InvariantCulture),
        };
        WeightTensor[] tensors = [.. Parameters(state), .. Momenta(state), .. Curve(state.Curve), .. Moments(state)];
        metadata[HashKey] = HashOf(tensors, metadata);
        SafetensorsFile.Write(path, new StateDict(tensors, metadata));
    }

    /// <summary>Fills a new state of the same recipe from the file.</summary>
    /// <exception cref="FileError">the file is damaged, or of another recipe</exception>
    internal static void Read(string path, TrainingState state, string fingerprint)
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

    private static void Restore(StateDict file, TrainingState state)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        foreach (var (name, value) in state.Network.Parameters)
            value.copy_(file["parameter/" + name].ToTensor());
        foreach (var ((name, _), momentum) in state.Learned.Zip(state.Optimizer.Momenta))
            momentum.copy_(file["momentum/" + name].ToTensor());
        var points = file[CurveName].ToTensor().data<double>().ToArray().Chunk(4)
            .Select(row => new LearningPoint((int)row[0], row[1], row[2], row[3]));
        var pending = file[PendingName].ToTensor().data<double>().ToArray();
        state.Curve.Restore(points, (pending[0], pending[1], (int)pending[2]));
        foreach (var moment in file.Where(tensor => tensor.Name.StartsWith("moment/", StringComparison.Ordinal)).GroupBy(tensor => tensor.Name.Split('/')[1], StringComparer.Ordinal))
        {
            state.Moments[int.Parse(moment.Key, CultureInfo.InvariantCulture)] =
                [.. moment.Select(tensor => new WeightTensor(tensor.Name.Split('/')[2], tensor.Dtype, tensor.Shape, tensor.ToArray()))];
        }

        state.Step = int.Parse(file.Metadata[StepKey], CultureInfo.InvariantCulture);
        state.Seconds = double.Parse(file.Metadata[SecondsKey], CultureInfo.InvariantCulture);
    }

    private static IEnumerable<WeightTensor> Parameters(TrainingState state) =>
        state.Network.Parameters.Select(p => WeightTensor.FromTensor("parameter/" + p.Key, p.Value));

    private static IEnumerable<WeightTensor> Momenta(TrainingState state) =>
        state.Learned.Zip(state.Optimizer.Momenta, (parameter, momentum) => WeightTensor.FromTensor("momentum/" + parameter.Name, momentum));

    private static IEnumerable<WeightTensor> Curve(LearningCurve curve)
    {
        using var scope = NewDisposeScope();
        double[] points = [.. curve.Points.SelectMany(point => new[] { point.Step, point.Loss, point.Accuracy, point.Rate })];
        yield return WeightTensor.FromTensor(CurveName, tensor(points, [curve.Points.Count, 4]));
        var pending = curve.Pending;
        yield return WeightTensor.FromTensor(PendingName, tensor([pending.Loss, pending.Accuracy, pending.Count], [3]));
    }

    private static IEnumerable<WeightTensor> Moments(TrainingState state) =>
        from moment in state.Moments
        from weight in moment.Value
        select new WeightTensor($"moment/{moment.Key}/{weight.Name}", weight.Dtype, weight.Shape, weight.ToArray());
}
