using System.Diagnostics;

namespace VizBench.Training;

/// <summary>The steps of a training, one after another, timed and told of.</summary>
internal static class TrainingLoop
{
    /// <summary>Goes on to the recipe's last step.</summary>
    /// <param name="images">are drawn before each step that needs new ones</param>
    /// <param name="step">does one step and counts it</param>
    /// <param name="tell">how far the training is</param>
    /// <param name="afterStep">is called after each step, when the state is whole</param>
    internal static void Run(
        ImageRecipe recipe, ResumableState state, TrainingImages images, Action step, Action<double>? tell, Action? afterStep, CancellationToken cancellation)
    {
        while (state.Step < recipe.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            images.Prepare(state.Step, cancellation);
            step();
            state.Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            tell?.Invoke((double)state.Step / recipe.Steps);
            afterStep?.Invoke();
        }
    }

    /// <summary>
    /// Stops a training that goes nowhere, before the loss moves what it is the loss of. What else has moved in this step is lost with the state
    /// in memory, since nothing is written after an error: the last state that was written stays good.
    /// </summary>
    /// <param name="name">the loss's, for the message</param>
    /// <exception cref="UserError">the loss is no number</exception>
    internal static void CheckFinite(ImageRecipe recipe, ResumableState state, double loss, string name = "the loss")
    {
        if (!double.IsFinite(loss))
            throw new UserError($"{recipe.Name}: {name} is {loss} at step {state.Step + 1}: the training runs away; lower the recipe's rate");
    }
}
