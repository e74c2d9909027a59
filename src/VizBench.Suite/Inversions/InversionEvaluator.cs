using System.Diagnostics;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Inversion;
using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>
/// Inverts the codes of pictures at many layers, by every method that can: how near each picture's code comes to the given one, how near
/// the picture to the input, and how long it takes. Mahendran and Vedaldi 2015, whose table and figures of network layers these are.
/// </summary>
public static class InversionEvaluator
{
    private const string RestartsOption = "restarts";
    private const string NeighborhoodOption = "neighborhood";

    /// <param name="progress">told the share done and what is at work</param>
    /// <exception cref="UserError">no method or layer matches, or an option that no method has</exception>
    public static InversionSet Run(
        OpenedNetwork opened, InversionInput input, InversionSettings settings, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(settings);
        var (network, architecture) = (opened.Network, opened.Network.Architecture);
        var methods = MethodsOf(settings);
        var layers = LayersOf(architecture, settings).ToArray();
        var jobs = layers.SelectMany(layer => methods.SelectMany(info => JobsOf(info, architecture, layer, settings))).ToArray();
        var (rows, notes) = (new List<InversionRow>(), new List<string>(jobs.Select(job => job.Layer).Distinct(StringComparer.Ordinal).SelectMany(layer => NotesOnParts(architecture, layer, settings))));
        for (var i = 0; i < jobs.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(RunProgress.At(i, jobs.Length, $"{jobs[i].Layer}, {jobs[i].Part}"));
            try
            {
                var (row, told) = RowOf(jobs[i], network, input, settings, cancellation);
                rows.Add(row);
                notes.AddRange(told.Select(note => $"{jobs[i].Layer}, {jobs[i].Part}: {note}"));
            }
            catch (UserError error)
            {
                notes.Add(jobs[i].Part is InversionRow.Whole ? error.Message : $"{jobs[i].Layer}, {jobs[i].Part}: {error.Message}");
            }
        }

        return rows.Count > 0
            ? new InversionSet(
                ProductVersion.Text, network.Name, opened.WeightsSha256, input.Name, settings,
                [.. input.Names.Select((name, i) => (name, InputTensors.ToPicture(input.Pictures, i, architecture.Preprocessing)))], rows, notes)
            { Origin = NumbersOrigin.Of(opened), Plugins = PluginFacts.Of(methods) }
            : throw new UserError($"nothing of {network.Name} could be inverted: {(notes.Count > 0 ? notes[0] : "no method inverts these layers; name others with --layers")}");
    }

    /// <summary>The layers that are inverted where none is named: those that compute something new.</summary>
    internal static IEnumerable<string> LayersOf(Architecture architecture, InversionSettings settings)
    {
        var named = architecture.Layers.Where(layer => settings.Layers is null
            ? InvertedCode.Computes(layer)
            : Glob.Matches(settings.Layers, layer)).Select(layer => layer.Name).ToArray();
        return named.Length > 0
            ? named
            : throw new UserError($"no layer of {architecture.Name} matches '{settings.Layers}'; vizbench list layers {architecture.Name} shows them");
    }

    private sealed record Job(MethodInfo Info, Method Method, string Layer, string Part, int Restarts, int Neighborhood, IReadOnlyList<Unit> Units);

    private static MethodInfo[] MethodsOf(InversionSettings settings)
    {
        MethodInfo[] all = [.. MethodRegistry.All.Where(info => info.Create() is IInversion)];
        MethodInfo[] chosen = [.. all.Where(info => Glob.Matches(settings.Methods, info.Id))];
        if (chosen.Length == 0)
            throw new UserError($"no method that inverts matches '{settings.Methods}'; there are {string.Join(", ", all.Select(info => info.Id))}");
        if (settings.Neighborhoods.Count > 0 && !chosen.Any(info => Has(info, NeighborhoodOption)))
            throw new UserError($"--neighborhoods: {string.Join(", ", chosen.Select(info => info.Id))} inverts whole codes only; leave it out or choose other --methods");
        if (settings.Groups > 1 && !chosen.Any(TakesGroups))
            throw new UserError($"--groups: {string.Join(", ", chosen.Select(info => info.Id))} inverts whole codes only; leave it out or choose other --methods");
        if (settings.Options.Keys.FirstOrDefault(name => !chosen.Any(info => Has(info, name))) is { } odd)
            throw new UserError($"no inversion has an option '{odd}'; there are {string.Join(", ", chosen.SelectMany(info => info.Options).Select(option => option.Name).Distinct(StringComparer.Ordinal))}");
        if (settings.Options.Keys.FirstOrDefault(name => name is RestartsOption or NeighborhoodOption) is { } own)
            throw new UserError($"--set {own}: here it is --{(own is RestartsOption ? own : "neighborhoods")}");
        return chosen;
    }

    /// <summary>The whole code, and the parts that are asked for where the layer and the method have them.</summary>
    private static IEnumerable<Job> JobsOf(MethodInfo info, Architecture architecture, string layer, InversionSettings settings)
    {
        var options = settings.Options.Where(option => Has(info, option.Key)).ToDictionary(StringComparer.Ordinal);
        Job JobOf(string part, int restarts = 1, int neighborhood = 0, IReadOnlyList<Unit>? units = null)
        {
            var set = new Dictionary<string, string>(options, StringComparer.Ordinal);
            if (restarts > 1)
                set[RestartsOption] = FormattableString.Invariant($"{restarts}");
            if (neighborhood > 0)
                set[NeighborhoodOption] = FormattableString.Invariant($"{neighborhood}");
            return new Job(info, info.Create(set), layer, part, restarts, neighborhood, units ?? []);
        }

        if (((IInversion)info.Create(options)).WhyNot(architecture, layer) is not null)
            yield break;
        yield return JobOf(InversionRow.Whole, restarts: Has(info, RestartsOption) ? settings.Restarts : 1);
        if (!LastSpatialLayer.IsSpatial(architecture, layer))
            yield break;
        var shape = architecture.ShapeOf(layer);
        if (Has(info, NeighborhoodOption))
        {
            foreach (var size in settings.Neighborhoods.Where(size => Fits(size, shape)))
                yield return JobOf($"middle {size}×{size}", neighborhood: size);
        }

        if (!TakesGroups(info))
            yield break;
        foreach (var (first, last) in GroupsOf((int)shape[0], settings.Groups))
            yield return JobOf(first == last ? $"channel {first}" : $"channels {first}-{last}", units: [.. Enumerable.Range(first, last - first + 1).Select(channel => new Unit(channel))]);
    }

    /// <summary>First and last channel of each group; none where there would be one group alone.</summary>
    /// <param name="groups">as asked for; no more are made than there are channels</param>
    internal static IEnumerable<(int First, int Last)> GroupsOf(int channels, int groups)
    {
        var count = Math.Min(groups, channels);
        return count < 2 ? [] : Enumerable.Range(0, count).Select(group => (group * channels / count, (group + 1) * channels / count - 1));
    }

    /// <summary>The parts that were asked for and that a layer doesn't have.</summary>
    private static IEnumerable<string> NotesOnParts(Architecture architecture, string layer, InversionSettings settings)
    {
        if (!LastSpatialLayer.IsSpatial(architecture, layer))
        {
            if (settings.Neighborhoods.Count > 0 || settings.Groups > 1)
                yield return $"{layer} has no rows and columns: only its whole code is inverted, no neighborhoods and no groups of channels";
            yield break;
        }

        var shape = architecture.ShapeOf(layer);
        var odd = settings.Neighborhoods.Where(size => !Fits(size, shape)).ToArray();
        if (odd.Length > 0)
            yield return $"{layer} has {shape[1]} rows and {shape[2]} columns, so it has no neighborhood of {string.Join(", ", odd)}";
        if (settings.Groups > shape[0])
            yield return $"{layer} has {shape[0]} {(shape[0] == 1 ? "channel, so no groups of them" : $"channels, so there are {shape[0]} groups of one instead of {settings.Groups}")}";
    }

    private static bool Fits(int neighborhood, long[] shape) => neighborhood <= Math.Min(shape[1], shape[2]);

    private static bool TakesGroups(MethodInfo info) => info.Description.Optional.HasFlag(Needs.Unit);

    /// <summary>A row, and what the method says of it and of pictures whose code is zero, which have no part in the row.</summary>
    private static (InversionRow Row, IEnumerable<string> Notes) RowOf(Job job, Network network, InversionInput input, InversionSettings settings, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var probe = new Probe { Network = network, Input = input.Pictures, Layer = job.Layer, Units = job.Units, Seed = settings.Seed, Case = "inversions", Cancellation = cancellation };
        var watch = Stopwatch.StartNew();
        var result = job.Method.RunChecked(probe);
        TorchEngine.Synchronize(network.device);
        var seconds = watch.Elapsed.TotalSeconds / input.Names.Count;
        var silent = InvertedCode.Of(probe.InPaintingPrecision(), job.Info.Id, job.Neighborhood).NotesOnSilent(job.Info.Id);
        // Of a code that is all zero there is no relative error.
        InversionScore[] each = [.. input.Names.Select((name, i) => ScoreOf(job, probe, name, i, result.Value.narrow(0, i, 1))).Where(score => double.IsFinite(score.CodeError))];
        return each.Length > 0
            ? (new InversionRow(job.Layer, network.Architecture.ShapeOf(job.Layer), job.Part, job.Info.Id, seconds, each), silent.Union(result.Notes, StringComparer.Ordinal))
            : throw new UserError($"{job.Info.Id}: no picture's code error at {job.Layer} is a finite number; take another layer or other --set");
    }

    /// <param name="inverted">of the picture at that place, (1, C, H, restarts · W)</param>
    private static InversionScore ScoreOf(Job job, Probe probe, string name, int index, Tensor inverted)
    {
        var pictures = SideBySide.OneByOne(inverted, job.Restarts, probe.Input.shape[3]);
        var together = probe.InPaintingPrecision() with { Input = probe.Input.narrow(0, index, 1).expand([pictures.shape[0], .. probe.Input.shape[1..]]) };
        var errors = InvertedCode.Of(together, job.Info.Id, job.Neighborhood).ErrorOf(together, pictures);
        var preprocessing = probe.Network.Architecture.Preprocessing;
        var scores = InvertedPictures.ScoresOf(pictures, together.Input, preprocessing);
        return new InversionScore(name, errors.Average(), scores.Average(score => score.Psnr), scores.Average(score => score.Ssim), BetweenRestarts(pictures, preprocessing))
        {
            Pictures = [.. scores.Select((score, i) => (InputTensors.ToPicture(pictures, i, preprocessing), score.Psnr))],
        };
    }

    /// <summary>The mean over all pairs; null where there is none.</summary>
    private static double? BetweenRestarts(Tensor pictures, Preprocessing preprocessing)
    {
        var count = (int)pictures.shape[0];
        var pairs = Enumerable.Range(0, count).SelectMany(first => Enumerable.Range(first + 1, count - first - 1).Select(second => (first, second))).ToArray();
        return pairs.Length == 0
            ? null
            : pairs.Average(pair => InvertedPictures.ScoresOf(pictures.narrow(0, pair.first, 1), pictures.narrow(0, pair.second, 1), preprocessing)[0].Psnr);
    }

    private static bool Has(MethodInfo info, string option) => info.Options.Any(own => string.Equals(own.Name, option, StringComparison.Ordinal));
}
