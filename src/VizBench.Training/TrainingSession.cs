using VizBench.Engine;

namespace VizBench.Training;

/// <summary>Where and with what a network is made.</summary>
/// <param name="Folder">for the weights, the card and, while it is under way, the state</param>
/// <param name="Workers">threads; they change the time, not the result</param>
/// <param name="Device">CUDA gives other last bits than the CPU</param>
/// <param name="Restart">whether an interrupted training is thrown away instead of going on</param>
public sealed record TrainingSession(string Folder, int Workers, Device Device, bool Restart = false)
{
    /// <summary>The state is written each time so many steps are done: what a power cut costs at most.</summary>
    public int StepsBetweenWrites { get; init; } = 48;

    /// <summary>Trains to the end from the beginning, or from where an earlier training was interrupted; the caller owns the state.</summary>
    /// <exception cref="FileError">the folder holds the state of another recipe, or a damaged one</exception>
    internal TrainingState Train(TrainingRecipe recipe, IProgress<TrainingProgress>? progress, CancellationToken cancellation) => Train(
        recipe, RecipeFingerprint.Of(recipe, Device), () => new TrainingState(recipe, Device),
        (state, afterStep) => new Trainer(recipe, state, Workers, progress).Run(afterStep, cancellation), progress);

    /// <summary>Trains to the end from a new state, or from where an earlier training was interrupted; the caller owns the state.</summary>
    /// <param name="run">trains what it is given to the end and tells of each step that is done</param>
    /// <exception cref="FileError">the folder holds the state of another recipe, or a damaged one</exception>
    internal T Train<T>(ImageRecipe recipe, string fingerprint, Func<T> start, Action<T, Action> run, IProgress<TrainingProgress>? progress)
        where T : ResumableState
    {
        TorchEngine.UseThreads(1);
        var path = TrainingCheckpoint.PathOf(Folder, recipe.Name);
        var state = start();
        try
        {
            if (Restart)
                File.Delete(path);
            if (File.Exists(path))
            {
                TrainingCheckpoint.Read(path, state, fingerprint);
                progress?.Report(new TrainingProgress("going on at", (double)state.Step / recipe.Steps));
            }

            Run(recipe, state, () => TrainingCheckpoint.Write(path, state, fingerprint), afterStep => run(state, afterStep));
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
        finally
        {
            TorchEngine.UseThreads(Workers);
        }
    }

    private void Run(ImageRecipe recipe, ResumableState state, Action write, Action<Action> run)
    {
        try
        {
            run(() =>
            {
                if (state.Step % StepsBetweenWrites == 0 || state.Step == recipe.Steps)
                    write();
            });
        }
        catch (OperationCanceledException)
        {
            write();
            throw;
        }
    }

    /// <summary>Takes the state away when the result is written.</summary>
    internal void Finish(ImageRecipe recipe) => File.Delete(TrainingCheckpoint.PathOf(Folder, recipe.Name));
}
