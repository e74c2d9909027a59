namespace VizBench.Networks.Weights.Pickle;

/// <summary>
/// The only names and calls that a pickle may use. Whatever is not one of them is refused; nothing is ever looked up or run.
/// </summary>
internal interface IPickleVocabulary
{
    /// <summary>null: not allowed.</summary>
    PickleGlobal? Find(string name);

    /// <exception cref="PickleError">the call is not one that this name allows</exception>
    object? Call(PickleGlobal callable, object?[] arguments);

    /// <summary>What the pickle keeps outside of itself, by its description.</summary>
    /// <exception cref="PickleError">not a known description</exception>
    object? Load(object? persistentId);

    /// <summary>Whether attributes may be set on the value; they are dropped.</summary>
    bool TakesState(object? value);
}
