namespace VizBench.Torch;

/// <summary>A number of any kind, as libtorch's Scalar: integers stay integers, the rest is double.</summary>
public sealed class Scalar
{
    private readonly double _real;
    private readonly long _integer;
    private readonly Kind _kind;

    private Scalar(Kind kind, long integer, double real)
    {
        _kind = kind;
        _integer = integer;
        _real = real;
    }

    private enum Kind
    {
        Bool,
        Integer,
        Real,
    }

    public static implicit operator Scalar(double value) => new(Kind.Real, 0, value);

    public static implicit operator Scalar(float value) => new(Kind.Real, 0, value);

    public static implicit operator Scalar(long value) => new(Kind.Integer, value, 0);

    public static implicit operator Scalar(int value) => new(Kind.Integer, value, 0);

    public static implicit operator Scalar(bool value) => new(Kind.Bool, value ? 1 : 0, 0);

    internal Argument ToArgument() => _kind switch
    {
        Kind.Bool => _integer != 0,
        Kind.Integer => _integer,
        _ => _real,
    };
}
