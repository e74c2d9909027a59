namespace VizBench.Data.Folders;

/// <summary>Files read by all processors, with one answer to several faulty ones.</summary>
public static class ParallelReading
{
    /// <summary>What each number's reading gives, in the order of the numbers.</summary>
    /// <exception cref="UserError">some can't be read: what the first of them says, whichever was tried first, and how many there are</exception>
    public static T[] Of<T>(int count, Func<int, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var (found, faults) = (new T[count], new UserError?[count]);
        Parallel.For(0, count, i =>
        {
            try
            {
                found[i] = read(i);
            }
            catch (UserError fault)
            {
                faults[i] = fault;
            }
        });
        return faults.OfType<UserError>().ToArray() switch
        {
            [] => found,
            [var only] => throw only,
            [var first, ..] and var all => throw new UserError($"{first.Message} (the first of at least {all.Length} with faults)", first),
        };
    }
}
