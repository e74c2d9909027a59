using VizBench.Methods;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Makes the cases of a suite, ordered by network, then input, then method, so that each network and input is prepared once.</summary>
internal static class SuiteExpansion
{
    internal static IReadOnlyList<CaseDefinition> CasesOf(SuiteDefinition suite)
    {
        var methods = suite.Entries.Select(entry => Prepared(suite, entry)).ToArray();
        var networks = suite.Networks.Select(network => Checked(suite, "networks", () => NetworkCatalogue.Canonical(network))).ToArray();
        foreach (var network in networks)
            CheckNetwork(suite, network, methods);
        var cases = new List<CaseDefinition>();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var network in networks)
        {
            foreach (var input in suite.Inputs)
            {
                foreach (var (entry, info, method) in methods)
                {
                    var id = CaseId.Of(network, info, entry, method, input);
                    if (!ids.TryAdd(id, entry.Place))
                        throw new FileError(suite.File, entry.Place, $"case '{id}' exists already, from {ids[id]}; give one of the two a \"name\" of its own");
                    Checked(suite, entry.Place, () => Fitting(info, entry, input));
                    cases.Add(new CaseDefinition
                    {
                        Id = id,
                        Method = method,
                        MethodInfo = info,
                        NetworkName = network,
                        Input = input,
                        Roles = entry.Roles,
                        Layer = entry.Layer,
                        Units = entry.Units,
                        Target = entry.Target,
                        Seed = suite.Seed,
                        Name = entry.Name,
                    });
                }
            }
        }

        return cases;
    }

    /// <exception cref="FileError">no such network, or one without classes where a method explains or paints one</exception>
    private static void CheckNetwork(SuiteDefinition suite, string network, IEnumerable<(MethodEntry Entry, MethodInfo Info, Method Method)> methods)
    {
        var architecture = Checked(suite, "networks", () => NetworkCatalogue.ArchitectureOf(network));
        foreach (var (entry, info, method) in methods)
        {
            Checked(suite, entry.Place, () =>
            {
                info.CheckNetwork(method, architecture, entry.Layer is not null);
                if (entry.Target is not null)
                    architecture.CheckHasClasses("\"target\" names a class");
                return info;
            });
        }
    }

    /// <exception cref="UserError">a method that paints from nothing on an input, or the other way round, or several pictures in one case</exception>
    private static MethodInfo Fitting(MethodInfo info, MethodEntry entry, CaseInput input)
    {
        if (info.Description.Generates != input is BlankInput)
        {
            throw new UserError(info.Description.Generates
                ? $"{info.Id} paints from nothing; put it into a suite of its own whose input is {{\"blank\": true}}, and make that a part of this one"
                : $"{info.Id} needs a picture, and this suite's input is blank; put it into a suite with inputs");
        }

        if (info.Description.Generates && (entry.Units.Count > 1 || (entry.Layer is null && entry.Target is null)))
            throw new UserError($"{info.Id}: a case is one picture; give the entry one \"target\", or a \"layer\" with at most one of its \"units\"");
        return info;
    }

    private static (MethodEntry Entry, MethodInfo Info, Method Method) Prepared(SuiteDefinition suite, MethodEntry entry)
    {
        var info = Checked(suite, entry.Place + ".method", () => MethodRegistry.Named(entry.Method));
        Checked(suite, entry.Place + ".roles", () =>
        {
            info.CheckRoles([.. entry.Roles.Keys]);
            return info;
        });
        return (entry, info, Checked(suite, entry.Place + ".set", () => info.Create(entry.Settings)));
    }

    private static T Checked<T>(SuiteDefinition suite, string place, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (UserError e)
        {
            throw new FileError(suite.File, place, e.Message, e);
        }
    }
}
