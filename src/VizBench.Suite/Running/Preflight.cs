using VizBench.Data.Images;
using VizBench.Methods;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>What would make cases fail, found before the run's folder is made: all of it at once, so that a person mends it in one go.</summary>
internal sealed class Preflight
{
    private const int MostNamed = 10;
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, string?> _pictures = new(StringComparer.Ordinal);
    private int _cases;

    /// <summary>Looks at the cases of one network.</summary>
    /// <param name="isOwn">whether the suite names this network itself; on another one in its place, what isn't there fails as a case by itself</param>
    internal void Look(IEnumerable<CaseDefinition> cases, Architecture architecture, bool isOwn)
    {
        foreach (var definition in cases)
        {
            var problem = definition.Roles.Values.Prepend(definition.Input).Select(UnusablePicture).FirstOrDefault(found => found is not null) ?? (isOwn ? MissingChannels(definition.Input, architecture) ?? Misfit(definition, architecture) : null);
            if (problem is null)
                continue;
            _cases++;
            // An unusable picture is unusable for every method.
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

    private string? UnusablePicture(CaseInput input)
    {
        if (input is not PictureInput picture)
            return null;
        if (!_pictures.TryGetValue(picture.Path, out var problem))
            _pictures.Add(picture.Path, problem = ProblemOf(picture));
        return problem;
    }

    private static string? ProblemOf(PictureInput picture)
    {
        if (!File.Exists(picture.Path))
            return $"{picture.Label}: {(Directory.Exists(picture.Path) ? "it is a folder" : "there is no such picture")} ({picture.Path})";
        try
        {
            ImageFiles.CheckFormat(picture.Path);
            return null;
        }
        catch (FileError e)
        {
            return $"{picture.Label}: {e.Reason} ({picture.Path})";
        }
    }

    // The same for all of a network's inputs, so it is said once.
    private static string? MissingChannels(CaseInput input, Architecture architecture) => input is not BlankInput && !PlanarImage.CanShow((int)architecture.InputShape[0])
        ? $"{architecture.Name} takes {architecture.InputShape[0]} channels, and pictures and ConceptWorld's images have one (grey) or three (color); give it the input \"blank\" in a suite, or an array with apply --input FILE.npy"
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
