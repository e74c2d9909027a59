using VizBench.Methods;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>What would make cases fail, found before the run's folder is made: all of it at once, so that a person mends it in one go.</summary>
internal sealed class Preflight
{
    private const int MostNamed = 10;
    private readonly List<string> _problems = [];
    private int _cases;

    /// <summary>Looks at the cases of one network.</summary>
    /// <param name="isOwn">whether the suite names this network itself; on another one in its place, what isn't there fails as a case by itself</param>
    internal void Look(IEnumerable<CaseDefinition> cases, Architecture architecture, bool isOwn)
    {
        foreach (var definition in cases)
        {
            var problem = MissingPicture(definition.Input) ?? (isOwn ? Misfit(definition, architecture) : null);
            if (problem is null)
                continue;
            _cases++;
            // A missing picture is missing for every method.
            if (!_problems.Contains(problem, StringComparer.Ordinal))
                _problems.Add(problem);
        }
    }

    /// <exception cref="UserError">something was found</exception>
    internal void ThrowIfAny(string suite)
    {
        if (_problems.Count == 0)
            return;
        var more = _problems.Count > MostNamed ? $"; and {_problems.Count - MostNamed} more" : "";
        throw new UserError($"suite {suite}: {_cases} {(_cases == 1 ? "case" : "cases")} can't be computed, so nothing was begun: {string.Join("; ", _problems.Take(MostNamed))}{more}");
    }

    private static string? MissingPicture(CaseInput input) => input is PictureInput picture && !File.Exists(picture.Path)
        ? $"{picture.Label}: {(Directory.Exists(picture.Path) ? "it is a folder" : "there is no such picture")} ({picture.Path})"
        : null;

    private static string? Misfit(CaseDefinition definition, Architecture architecture)
    {
        try
        {
            definition.Method.CheckFits(architecture, definition.Layer, definition.Units, definition.Target);
            return null;
        }
        catch (UserError e)
        {
            return $"{definition.Id}: {e.Message}";
        }
    }
}
