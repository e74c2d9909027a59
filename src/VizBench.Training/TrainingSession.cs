using VizBench.Engine;

namespace VizBench.Training;

/// <summary>Where and with what a reference network is made.</summary>
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
    internal TrainingState Train(TrainingRecipe recipe, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        TorchEngine.UseThreads(1);
        var path = TrainingCheckpoint.PathOf(Folder, recipe.Name);
        var fingerprint = RecipeFingerprint.Of(recipe, Device);
        var state = new TrainingState(recipe, Device);
        try
        {
            if (Restart)
                File.Delete(path);
            if (File.Exists(path))
            {
                TrainingCheckpoint.Read(path, state, fingerprint);
                progress?.Report(new TrainingProgress("going on at", (double)state.Step / recipe.Steps));
            }

            Train(recipe, state, progress, () => TrainingCheckpoint.Write(path, state, fingerprint), cancellation);
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

    private void Train(TrainingRecipe recipe, TrainingState state, IProgress<TrainingProgress>? progress, Action write, CancellationToken cancellation)
    {
        try
        {
            new Trainer(recipe, state, Workers, progress).Run(
                at =>
                {
                    if (at.Step % StepsBetweenWrites == 0 || at.Step == recipe.Steps)
                        write();
                },
                cancellation);
        }
        catch (OperationCanceledException)
        {
            write();
            throw;
        }
    }

    /// <summary>Takes the state away when the network is written.</summary>
    internal void Finish(TrainingRecipe recipe) => File.Delete(TrainingCheckpoint.PathOf(Folder, recipe.Name));
}
