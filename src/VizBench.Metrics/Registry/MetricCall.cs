using System.Reflection;

namespace VizBench.Metrics;

/// <summary>
/// Calls a metric of files: one tensor or two, by its <see cref="MetricInput"/>; then perhaps a double named range, the greatest less the least
/// possible value; whatever follows has a default. It returns double[] or a tensor, one number for each item.
/// </summary>
public sealed class MetricCall
{
    private const string Range = "range";

    private readonly MethodInfo _method;
    private readonly int _tensors;

    private MetricCall(MethodInfo method, int tensors)
    {
        var parameters = method.GetParameters();
        var rest = parameters.Skip(tensors).ToArray();
        NeedsRange = rest is [{ Name: Range, HasDefaultValue: false }, ..] && rest[0].ParameterType == typeof(double);
        if (parameters.Length < tensors || parameters.Take(tensors).Any(parameter => parameter.ParameterType != typeof(Tensor))
            || rest.Skip(NeedsRange ? 1 : 0).Any(parameter => !parameter.HasDefaultValue)
            || (method.ReturnType != typeof(double[]) && method.ReturnType != typeof(Tensor)))
        {
            throw new InvalidOperationException(
                $"{method.DeclaringType?.Name}.{method.Name} is no metric of files: it must take {tensors} tensors, perhaps a double range, nothing else without a default, and return double[] or a tensor");
        }

        (_method, _tensors) = (method, tensors);
    }

    /// <summary>Whether the range of the values must be known.</summary>
    public bool NeedsRange { get; }

    /// <summary>One number for each item.</summary>
    /// <param name="first">pictures, arrays, maps or masks</param>
    /// <param name="second">what they are held against; null for a metric of pictures alone</param>
    /// <param name="range">greatest less least possible value; ignored where it isn't needed</param>
    /// <exception cref="ArgumentException">what the metric refuses</exception>
    public double[] Values(Tensor first, Tensor? second, double range)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        object?[] given = _tensors == 1 ? [first] : [first, second];
        object?[] rest = NeedsRange ? [range] : [];
        var defaults = _method.GetParameters().Skip(given.Length + rest.Length).Select(parameter => parameter.DefaultValue);
        var result = _method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [.. given, .. rest, .. defaults], null);
        return result as double[] ?? BatchRows.Numbers((Tensor)result!);
    }

    /// <returns>null: not a metric of files</returns>
    /// <exception cref="InvalidOperationException">the signature is another than what the metric says that it takes</exception>
    internal static MetricCall? Of(MethodInfo method, MetricInput takes) => takes switch
    {
        MetricInput.Other => null,
        MetricInput.Pictures => new MetricCall(method, 1),
        _ => new MetricCall(method, 2),
    };
}
