using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>
/// Holds the network and the input at work, so that successive cases share them. Only the last of each is kept: cases come
/// ordered by network and input, and a large network in float64 takes gigabytes.
/// </summary>
internal sealed class Workbench(string? weights, ScalarType type, Device device) : IDisposable
{
    private OpenedNetwork? _network;
    private string? _name;
    private PreparedInput? _input;
    private IReadOnlyDictionary<string, CaseInput>? _rolesOf;
    private IReadOnlyDictionary<string, PreparedInput> _roles = new SortedDictionary<string, PreparedInput>(StringComparer.Ordinal);

    public void Dispose()
    {
        _input?.Dispose();
        ForgetRoles();
        _network?.Dispose();
    }

    /// <exception cref="UserError">no such network, or its weights can't be had</exception>
    internal OpenedNetwork NetworkNamed(string name)
    {
        // By the name that it was asked for: a file's differs from its network's.
        if (_network is not null && string.Equals(_name, name, StringComparison.Ordinal))
            return _network;
        _input?.Dispose();
        ForgetRoles();
        _network?.Dispose();
        (_input, _network, _name) = (null, null, name);
        return _network = NetworkCatalogue.Open(name, weights, type, device);
    }

    /// <exception cref="UserError">a picture that can't be read</exception>
    internal PreparedInput InputFor(CaseDefinition definition)
    {
        var network = NetworkNamed(definition.NetworkName);
        if (_input is not null && _input.Input == definition.Input)
            return _input;
        _input?.Dispose();
        _input = null;
        return _input = InputPreparation.Of(definition.Input, network.Network);
    }

    /// <summary>The further inputs of a case by role; cases of one entry share them.</summary>
    /// <exception cref="UserError">a picture that can't be read</exception>
    internal IReadOnlyDictionary<string, PreparedInput> RolesFor(CaseDefinition definition)
    {
        var network = NetworkNamed(definition.NetworkName);
        if (ReferenceEquals(_rolesOf, definition.Roles))
            return _roles;
        ForgetRoles();
        var roles = new SortedDictionary<string, PreparedInput>(StringComparer.Ordinal);
        _roles = roles;
        foreach (var (role, input) in definition.Roles)
            roles[role] = InputPreparation.Of(input, network.Network);
        _rolesOf = definition.Roles;
        return roles;
    }

    /// <summary>SHA-256 of all that a case looks at: its input's, and behind it each role's.</summary>
    internal string InputKeyFor(CaseDefinition definition) =>
        string.Join(' ', RolesFor(definition).Select(role => $"{role.Key}={role.Value.Sha256}").Prepend(InputFor(definition).Sha256));

    private void ForgetRoles()
    {
        foreach (var input in _roles.Values)
            input.Dispose();
        (_roles, _rolesOf) = (new SortedDictionary<string, PreparedInput>(StringComparer.Ordinal), null);
    }
}
