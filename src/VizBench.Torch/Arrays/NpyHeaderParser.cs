using System.Globalization;

namespace VizBench.Arrays;

/// <summary>
/// Reads the one Python literal that a .npy header is: a dictionary of exactly 'descr' (a string), 'fortran_order' (True or
/// False) and 'shape' (a tuple of integers), in any order. Nothing else of the language is understood.
/// </summary>
internal ref struct NpyHeaderParser
{
    private const int MaxAxes = 64;
    private readonly ReadOnlySpan<char> _text;
    private readonly string _file;
    private int _at;

    private NpyHeaderParser(ReadOnlySpan<char> text, string file)
    {
        _text = text;
        _file = file;
    }

    /// <param name="text">the header, with its padding</param>
    /// <param name="file">the file's name in errors</param>
    /// <exception cref="FileError">not such a dictionary, or a type that is not read</exception>
    public static NpyHeader Parse(ReadOnlySpan<char> text, string file) => new NpyHeaderParser(text, file).Dictionary();

    private NpyHeader Dictionary()
    {
        string? descr = null;
        bool? fortran = null;
        long[]? shape = null;
        Expect('{');
        while (!Accept('}'))
        {
            var start = _at;
            var key = String();
            Expect(':');
            switch (key)
            {
                case "descr" when descr is null:
                    descr = Description();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = Boolean();
                    break;
                case "shape" when shape is null:
                    shape = Tuple();
                    break;
                default:
                    throw Error(start, $"key '{key}' is unknown or given twice; 'descr', 'fortran_order' and 'shape' are expected");
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        SkipSpace();
        if (_at < _text.Length)
            throw Error(_at, "nothing may follow the dictionary");
        if (descr is null || fortran is null || shape is null)
            throw Error(_at, $"key '{(descr is null ? "descr" : fortran is null ? "fortran_order" : "shape")}' is missing");
        var (type, bigEndian) = ElementType(descr);
        return new NpyHeader(type, bigEndian, fortran.Value, shape);
    }

    private string Description()
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] is '[' or '(')
            throw Error(_at, "a structured array (records with named fields); save each field as an array of its own");
        return String();
    }

    private readonly (NdType Type, bool BigEndian) ElementType(string descr)
    {
        var code = descr.Length > 1 && descr[0] is '<' or '>' or '|' ? descr[1..] : "";
        if (code is "O" || descr is "O")
            throw new FileError(_file, "header", "an object array (pickled Python, which could run code); save numbers, as astype(float)");
        var type = NdTypes.FromCode(code)
            ?? throw new FileError(_file, "header",
                $"element type '{descr}' is not read; save f2, f4, f8, i1, i2, i4, i8, u1 or b1, as with astype('<f4')");
        if (descr[0] == '|' && NdTypes.Size(type) > 1)
            throw new FileError(_file, "header", $"element type '{descr}' lacks its byte order, '<' or '>'");
        return (type, descr[0] == '>');
    }

    private string String()
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] is not ('\'' or '"'))
            throw Error(_at, "a quoted string is expected");
        var quote = _text[_at++];
        var length = _text[_at..].IndexOf(quote);
        if (length < 0)
            throw Error(_at, "a string without its closing quote");
        var value = _text.Slice(_at, length);
        foreach (var c in value)
        {
            if (c is '\\' or < ' ' or > '~')
                throw Error(_at, "a string of plain ASCII without escapes is expected");
        }

        _at += length + 1;
        return value.ToString();
    }

    private bool Boolean()
    {
        SkipSpace();
        foreach (var (word, value) in new[] { ("True", true), ("False", false) })
        {
            if (_text[_at..].StartsWith(word, StringComparison.Ordinal))
            {
                _at += word.Length;
                return value;
            }
        }

        throw Error(_at, "True or False is expected");
    }

    private long[] Tuple()
    {
        var axes = new List<long>();
        var commas = 0;
        Expect('(');
        while (!Accept(')'))
        {
            if (axes.Count == MaxAxes)
                throw Error(_at, $"more than {MaxAxes} axes");
            axes.Add(Integer());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }

            commas++;
        }

        if (axes.Count == 1 && commas == 0)
            throw Error(_at, "a shape of one axis is written with a comma, like (3,)");
        return [.. axes];
    }

    private long Integer()
    {
        SkipSpace();
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        if (!long.TryParse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            throw Error(start, "an axis length (an integer from 0 to 2^63 − 1) is expected");
        return value;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\t' or '\r')
            _at++;
    }

    private bool Accept(char c)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != c)
            return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Accept(c))
            throw Error(_at, $"'{c}' is expected");
    }

    private readonly FileError Error(int at, string reason) => new(_file, $"header, character {at}", reason);
}
