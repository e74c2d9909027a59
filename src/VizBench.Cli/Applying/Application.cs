using System.Diagnostics;
using VizBench.Arrays;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;

namespace VizBench.Cli.Applying;

/// <summary>
/// Applies a method: inputs are read before libtorch starts, files are written when everything has been computed. Pictures of several sizes, which a method
/// of any size takes, are done one after the other, and each one's files are written when it is done.
/// </summary>
internal static class Application
{
    /// <returns>of the batch; where the inputs have several sizes, of each</returns>
    /// <exception cref="UserError">something in the request can't be done</exception>
    /// <exception cref="OperationCanceledException">the session was cancelled</exception>
    public static IReadOnlyList<ApplySummary> Run(ApplyRequest request, Session session)
    {
        var architecture = NetworkCatalogue.ArchitectureOf(request.Network, request.Weights);
        if (request.Layer is not null)
            architecture.LayerNamed(request.Layer);
        // Before anything is read or computed: RunChecked refuses the same, but only when all is ready.
        request.Info.CheckTakes(request.Method, request.Layer is not null, request.Units is not null);
        request.Info.CheckNetwork(request.Method, architecture, request.Layer is not null);
        request.Method.CheckSuits(architecture, request.Layer);
        if (request.Target is not null)
            architecture.CheckHasClasses("--target names a class");
        if (request.Info.Description.Generates && request.Layer is null && request.Target is null)
            throw new UserError($"{request.Info.Id} paints a class or a unit; name classes with --target N, N,M or all, or a layer with --layer and its units with --unit");
        var (batches, remark) = SeveralSizes.Split(request, [.. request.Inputs.SelectMany(input => InputFolders.Expanded(input, session))], architecture);
        var inputs = InputFiles.Read(batches[0].Inputs, request.Size, architecture);
        remark ??= batches.Count == 1 ? SeveralSizes.RemarkOf(inputs, architecture.Preprocessing) : null;
        if (remark is not null)
            session.Terminal.Note(remark);

        TorchEngine.Initialise(request.Threads, request.Precision);
        using var opened = session.Open(request.Network, request.Weights, Precision.ElementType(request.Precision), request.Device);
        // Many pictures: they are not all at work at once, unless the method sees further inputs beside them.
        var isFolder = request.Every is null && request.Inputs.All(input => input.Role is null) && request.Inputs.Any(InputFolders.IsFolder);
        return batches.Count == 1
            ? [Applied(request, inputs, opened, isFolder, request.Info.Id, session)]
            : [.. batches.Select(batch => AppliedAlone(batch, opened, session))];
    }

    private static ApplySummary AppliedAlone(ApplyRequest request, OpenedNetwork opened, Session session)
    {
        var name = request.Inputs[0].Name;
        try
        {
            return Applied(request, InputFiles.Read(request.Inputs, request.Size, opened.Network.Architecture), opened, isFolder: false, $"{request.Info.Id} {name}", session);
        }
        catch (UserError e) when (e is not FileError)
        {
            throw new UserError($"--input {name}: {e.Message}", e);
        }
    }

    /// <param name="isFolder">whether the batch is computed in blocks</param>
    /// <param name="what">beside the bar</param>
    private static ApplySummary Applied(ApplyRequest request, IReadOnlyList<LoadedInput> inputs, OpenedNetwork opened, bool isFolder, string what, Session session)
    {
        using var scope = NewDisposeScope();
        var network = opened.Network;
        var architecture = network.Architecture;
        var preprocessing = network.Architecture.Preprocessing;
        InputBatch batch;
        IReadOnlyList<Prediction> predictions = [];
        IReadOnlyList<long> targets;
        IReadOnlyList<Unit> units;
        if (request.Info.Description.Generates)
        {
            targets = request.Layer is null ? Arguments.TargetArgument.Listed(request.Target!, network) : [];
            units = request.Units is null ? [] : request.Units.Of(LayerOf(request), [1, .. architecture.ShapeOf(LayerOf(request))]);
            batch = InputBatch.OfPaintings(architecture, request.Layer, targets, units, network.dtype, request.Device);
        }
        else
        {
            batch = InputBatch.Of([.. inputs.Where(input => input.Source.Role is null)], preprocessing, network.dtype, request.Device);
            // Of pictures of another size a classifier has nothing to say.
            var isOfNetworkSize = batch.Tensor.shape.AsSpan(1).SequenceEqual([.. architecture.InputShape]);
            predictions = !architecture.HasClasses || (request.Size is not null && !isOfNetworkSize) ? [] : isFolder ? BatchBlocks.Of(batch.Tensor, block => Prediction.Of(network, block)) : Prediction.Of(network, batch.Tensor);
            units = UnitsOf(request, network, batch.Tensor);
            targets = TargetsOf(request, network, predictions, session.Terminal);
        }

        var roles = inputs.Where(input => input.Source.Role is not null).ToDictionary(input => input.Source.Role!, input => input.ToTensor(preprocessing, network.dtype, request.Device), StringComparer.Ordinal);
        var probe = new Probe
        {
            Network = network,
            Input = batch.Tensor,
            Targets = targets,
            Layer = request.Layer,
            Units = units,
            Roles = roles,
            Seed = request.Seed,
            Case = "apply",
            Cancellation = session.Cancellation,
        };
        using var frames = request.Every is { } every ? new FrameCollector(every, batch, architecture) : null;
        var (result, seconds) = Compute(request, probe with { Frames = frames?.Request }, isFolder ? BatchBlocks.Run : Checked.RunChecked, what, session);
        var value = result.Value;
        foreach (var note in result.Notes)
            session.Terminal.Note(note);
        session.Cancellation.ThrowIfCancellationRequested();

        var array = TensorArrays.ToNdArray(value);
        var picture = request.PictureFile is null ? null : ResultSheet.Of(value, request.Info.Description.Result, batch, network.Architecture, targets, request.Overlay, request.ColorBar);
        return Summary(request, opened, batch, predictions, targets, array, seconds) with
        {
            Files = new AppliedFiles(request)
            {
                Array = array,
                Picture = picture,
                Animation = frames?.Animation(picture!),
                Trace = result.Traces.Count == 0 ? null : TraceFile.Of(result.Traces, batch.Names),
                Maps = result.Maps,
            }.Write(batch.Names),
            Scalars = [.. result.Scalars.Select(scalar => new NamedNumbers(scalar.Key, [.. scalar.Value]))],
        };
    }

    private static (MethodResult Result, double Seconds) Compute(ApplyRequest request, Probe probe, Func<Method, Probe, MethodResult> run, string what, Session session)
    {
        var watch = Stopwatch.StartNew();
        var result = ProgressDisplay.Run(
            session.Terminal, what, display => run(request.Method, probe with { Progress = new SynchronousProgress<double>(display.Report) }));
        TorchEngine.Synchronize(request.Device);
        return (result, result.Seconds ?? watch.Elapsed.TotalSeconds);
    }

    private static IReadOnlyList<long> TargetsOf(ApplyRequest request, Network network, IReadOnlyList<Prediction> predictions, Terminal terminal)
    {
        if (request.Target is not null)
            return Arguments.TargetArgument.Parse(request.Target, network, predictions.Count);
        if (!request.Info.NeedsTarget(request.Method, request.Layer is not null))
            return [];
        var classes = predictions.Select(prediction => ApplySummary.ClassText(network.Architecture, prediction.Class));
        terminal.Note($"no --target: taking {What(network.Architecture)} {string.Join(", ", classes)}");
        return [.. predictions.Select(prediction => prediction.Class)];
    }

    private static string What(Architecture architecture) =>
        architecture.ClassCount == 1 ? "the only class," : architecture.Probability == ClassProbability.Sigmoid ? "the most probable class" : "the predicted class";

    private static IReadOnlyList<Unit> UnitsOf(ApplyRequest request, Network network, Tensor input)
    {
        if (request.Units is null)
            return [];
        var layer = LayerOf(request);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        return request.Units.Of(layer, ForwardWalk.Outputs(network, input, [layer])[0].shape);
    }

    private static string LayerOf(ApplyRequest request) =>
        request.Layer ?? throw new UserError("--unit needs --layer: a unit belongs to a layer (vizbench list layers NETWORK shows them)");

    private static ApplySummary Summary(
        ApplyRequest request, OpenedNetwork opened, InputBatch batch, IReadOnlyList<Prediction> predictions, IReadOnlyList<long> targets, NdArray array, double seconds)
    {
        var values = array.ToDoubles();
        var finite = Array.FindAll(values, double.IsFinite);
        return new ApplySummary
        {
            Method = request.Info.Label(request.Method),
            Network = opened.Network.Name,
            Weights = opened.WeightsSource,
            Published = opened.Published,
            Layer = request.Layer,
            Samples = [.. batch.Names.Select((name, i) => i < predictions.Count
                ? new SampleSummary(name, ApplySummary.ClassText(opened.Network.Architecture, predictions[i].Class), predictions[i].Class, predictions[i].Probability, i < targets.Count ? targets[i] : null) { Verb = SampleSummary.VerbFor(opened.Network.Architecture) }
                : new SampleSummary(name, null, null, null, null))],
            Shape = array.Shape,
            Dtype = Precision.NameOf(request.Precision),
            Min = finite.Length == 0 ? double.NaN : finite.Min(),
            Max = finite.Length == 0 ? double.NaN : finite.Max(),
            NonFinite = values.Length - finite.Length,
            Seconds = seconds,
            Files = [],
        };
    }
}
