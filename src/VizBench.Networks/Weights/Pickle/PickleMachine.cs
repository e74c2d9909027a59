using System.Text;

namespace VizBench.Networks.Weights.Pickle;

/// <summary>
/// Reads one pickle as data. Of the language's opcodes only those are known that build plain values; names and calls mean
/// only what the vocabulary says. No value holds code, nothing is looked up or run, and every opcode takes a bounded step.
/// </summary>
internal sealed class PickleMachine(PickleInput input, IPickleVocabulary vocabulary)
{
    // A state dict takes about 40 opcodes a tensor; an optimizer's state beside it three times as many.
    private const int MaxOpcodes = 4_000_000;
    private const int MaxStack = 1_000_000;
    private const int MaxMarks = 1_000;
    private const int MaxLongBytes = 16;

    // The state of a random generator has 128 bits and a sign. Weights need no such number.
    private const int MaxOpaqueLongBytes = 64;
    private const long MaxBytes = 1 << 26;
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private uint _memoized;

    /// <summary>The pickle's value; the input then stands behind its end.</summary>
    /// <param name="maxOpcodes">fewer where less is expected</param>
    /// <exception cref="FileError">the pickle is torn, too large, or uses anything that is not allowed</exception>
    internal object? Run(int maxOpcodes = MaxOpcodes)
    {
        var start = input.Position;
        for (var count = 0; ; count++)
        {
            if (count == maxOpcodes || input.Position - start > MaxBytes)
                throw input.Refuse($"the pickle is longer than the {maxOpcodes} steps or {MaxBytes} bytes that are read; save the state dict alone");
            var opcode = (Opcode)input.Byte();
            if (opcode == Opcode.Stop)
                break;
            try
            {
                Step(opcode);
            }
            catch (PickleError e)
            {
                throw input.Refuse(e.Message, e);
            }
        }

        if (_marks.Count > 0 || _stack.Count != 1)
            throw input.Refuse($"the pickle ends with {_stack.Count} values instead of one; the file is corrupt");
        return _stack[0];
    }

    private void Step(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.Protocol:
                if (input.Byte() is var version and (< 2 or > 5))
                    throw new PickleError($"pickle protocol {version} is not read; save with torch.save, which writes 2");
                break;
            case Opcode.Frame:
                input.Int64();
                break;
            case Opcode.Mark:
                if (_marks.Count == MaxMarks)
                    throw new PickleError($"values are nested more than {MaxMarks} deep; the file is corrupt");
                _marks.Push(_stack.Count);
                break;
            case Opcode.Pop:
                Pop(1);
                break;
            case Opcode.PopMark:
                PopToMark();
                break;
            case Opcode.None:
                Push(null);
                break;
            case Opcode.NewTrue:
                Push(true);
                break;
            case Opcode.NewFalse:
                Push(false);
                break;
            case Opcode.BinInt:
                Push((long)input.Int32());
                break;
            case Opcode.BinInt1:
                Push((long)input.Byte());
                break;
            case Opcode.BinInt2:
                Push((long)input.UInt16());
                break;
            case Opcode.Long1:
                Push(Long(input.Byte()));
                break;
            case Opcode.BinFloat:
                Push(input.Double());
                break;
            case Opcode.BinUnicode:
                Push(Text(input.UInt32()));
                break;
            case Opcode.ShortBinUnicode:
                Push(Text(input.Byte()));
                break;
            case Opcode.BinString:
                Push(Encoding.Latin1.GetString(input.Bytes(input.Int32())));
                break;
            case Opcode.ShortBinString:
                Push(Encoding.Latin1.GetString(input.Bytes(input.Byte())));
                break;
            case Opcode.BinBytes:
                Push(input.Bytes(input.UInt32()).ToArray());
                break;
            case Opcode.ShortBinBytes:
                Push(input.Bytes(input.Byte()).ToArray());
                break;
            case Opcode.EmptyTuple:
                Push(new PickleTuple([]));
                break;
            case Opcode.Tuple:
                Push(new PickleTuple(PopToMark()));
                break;
            case Opcode.Tuple1:
                Push(new PickleTuple(Pop(1)));
                break;
            case Opcode.Tuple2:
                Push(new PickleTuple(Pop(2)));
                break;
            case Opcode.Tuple3:
                Push(new PickleTuple(Pop(3)));
                break;
            case Opcode.EmptyList:
                Push(new PickleList());
                break;
            case Opcode.EmptyDict:
                Push(new PickleDict());
                break;
            case Opcode.EmptySet:
                Push(new PickleOpaque("set"));
                break;
            case Opcode.FrozenSet:
                PopToMark();
                Push(new PickleOpaque("frozenset"));
                break;
            case Opcode.Append:
                Append(Pop(1));
                break;
            case Opcode.Appends or Opcode.AddItems:
                Append(PopToMark());
                break;
            case Opcode.SetItem:
                SetItems(Pop(2));
                break;
            case Opcode.SetItems:
                SetItems(PopToMark());
                break;
            case Opcode.BinPut:
                Remember(input.Byte());
                break;
            case Opcode.LongBinPut:
                Remember(input.UInt32());
                break;
            case Opcode.Memoize:
                Remember(_memoized);
                break;
            case Opcode.BinGet:
                Push(Recall(input.Byte()));
                break;
            case Opcode.LongBinGet:
                Push(Recall(input.UInt32()));
                break;
            case Opcode.Global:
                Push(Find(input.Line(), input.Line()));
                break;
            case Opcode.StackGlobal:
                Push(Pop(2) is [string module, string name] ? Find(module, name) : throw new PickleError("a global's name is not a text; the file is corrupt"));
                break;
            case Opcode.Reduce or Opcode.NewObject:
                Push(Pop(2) is [PickleGlobal callable, PickleTuple arguments]
                    ? vocabulary.Call(callable, arguments.Items)
                    : throw new PickleError("a call of something that is not a name, or without a tuple of arguments; nothing was run, and the file is not to be trusted"));
                break;
            case Opcode.Build:
                Pop(1);
                if (!vocabulary.TakesState(Top))
                    throw new PickleError($"attributes are set on {Kind.Of(Top)}; only OrderedDicts and parameters have any here");
                break;
            case Opcode.BinPersistentId:
                Push(vocabulary.Load(Pop(1)[0]));
                break;
            default:
                throw new PickleError($"opcode 0x{(byte)opcode:x2} ({OpcodeName(opcode)}) is none that weights need; nothing was run, save torch.save(model.state_dict(), ...)");
        }
    }

    private object? Top => _stack.Count > Floor ? _stack[^1] : throw new PickleError("a value is missing; the file is corrupt");

    // Values below the last mark belong to what is still being built around it.
    private int Floor => _marks.Count > 0 ? _marks.Peek() : 0;

    private void Push(object? value)
    {
        if (_stack.Count == MaxStack)
            throw new PickleError($"more than {MaxStack} values wait to be used; the file is corrupt");
        _stack.Add(value);
    }

    private object?[] Pop(int count)
    {
        if (_stack.Count - Floor < count)
            throw new PickleError("a value is missing; the file is corrupt");
        return Cut(_stack.Count - count);
    }

    private object?[] PopToMark() =>
        Cut(_marks.TryPop(out var mark) ? mark : throw new PickleError("a mark is missing; the file is corrupt"));

    private object?[] Cut(int start)
    {
        var values = _stack.GetRange(start, _stack.Count - start).ToArray();
        _stack.RemoveRange(start, values.Length);
        return values;
    }

    private void Append(object?[] values)
    {
        if (Top is PickleList list)
            list.Items.AddRange(values);
        else if (Top is not PickleOpaque)
            throw new PickleError($"values are appended to {Kind.Of(Top)}; the file is corrupt");
    }

    private void SetItems(object?[] pairs)
    {
        if (pairs.Length % 2 != 0)
            throw new PickleError("a key without a value; the file is corrupt");
        if (Top is PickleOpaque)
            return;
        var items = (Top as PickleDict ?? throw new PickleError($"keys are set in {Kind.Of(Top)}; the file is corrupt")).Items;
        for (var i = 0; i < pairs.Length; i += 2)
            items.Add(new(pairs[i], pairs[i + 1]));
    }

    private void Remember(uint index)
    {
        _memo[index] = Top;
        _memoized = (uint)_memo.Count;
    }

    private object? Recall(uint index) =>
        _memo.TryGetValue(index, out var value) ? value : throw new PickleError($"memo {index} is used before it is set; the file is corrupt");

    private PickleGlobal Find(string module, string name)
    {
        var global = $"{module}.{name}";
        if (vocabulary.Find(global) is { } known)
            return known;
        // The first value of a whole model is its class; a checkpoint is a dict with values in it.
        var remedy = _stack.Count == 0
            ? "the file holds an object of Python, such as a whole model; save its weights alone, torch.save(model.state_dict(), ...)"
            : "this file keeps it beside or among its tensors; save the state dict alone, torch.save(checkpoint['state_dict'], ...) or torch.save(model.state_dict(), ...)";
        throw new PickleError($"the global '{OneLine.Of(global)}' is none that weights need; nothing was run: {remedy}");
    }

    private object Long(int length)
    {
        if (length > MaxOpaqueLongBytes)
            throw new PickleError($"an integer of {length} bytes; at most {MaxOpaqueLongBytes} are read");
        var bytes = input.Bytes(length);
        if (length > MaxLongBytes)
            return new PickleOpaque("integer");
        Int128 value = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        var unused = 8 * (MaxLongBytes - length);
        value = length == 0 ? 0 : value << unused >> unused;
        // An object each: a common type of both would be the larger.
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    private string Text(long length)
    {
        try
        {
            return s_utf8.GetString(input.Bytes(length));
        }
        catch (ArgumentException e)
        {
            throw input.Refuse("a text that is not UTF-8; the file is corrupt", e);
        }
    }

    private static string OpcodeName(Opcode opcode) => opcode switch
    {
        (Opcode)'i' => "INST",
        (Opcode)'o' => "OBJ",
        (Opcode)'P' => "PERSID",
        (Opcode)0x82 or (Opcode)0x83 or (Opcode)0x84 => "EXT",
        (Opcode)0x8b => "LONG4",
        (Opcode)0x92 => "NEWOBJ_EX",
        (Opcode)'2' => "DUP",
        _ => "unknown or of another protocol",
    };

    /// <summary>The opcodes of protocols 2 to 4 that plain values, tensors and checkpoints take.</summary>
    private enum Opcode : byte
    {
        Mark = (byte)'(',
        Stop = (byte)'.',
        Pop = (byte)'0',
        PopMark = (byte)'1',
        BinInt = (byte)'J',
        BinInt1 = (byte)'K',
        BinInt2 = (byte)'M',
        None = (byte)'N',
        BinPersistentId = (byte)'Q',
        Reduce = (byte)'R',
        BinString = (byte)'T',
        ShortBinString = (byte)'U',
        BinUnicode = (byte)'X',
        Append = (byte)'a',
        Build = (byte)'b',
        Global = (byte)'c',
        EmptyDict = (byte)'}',
        Appends = (byte)'e',
        BinGet = (byte)'h',
        LongBinGet = (byte)'j',
        EmptyList = (byte)']',
        BinPut = (byte)'q',
        LongBinPut = (byte)'r',
        SetItem = (byte)'s',
        Tuple = (byte)'t',
        EmptyTuple = (byte)')',
        SetItems = (byte)'u',
        BinFloat = (byte)'G',
        Protocol = 0x80,
        NewObject = 0x81,
        Tuple1 = 0x85,
        Tuple2 = 0x86,
        Tuple3 = 0x87,
        NewTrue = 0x88,
        NewFalse = 0x89,
        Long1 = 0x8a,
        BinBytes = (byte)'B',
        ShortBinBytes = (byte)'C',
        ShortBinUnicode = 0x8c,
        EmptySet = 0x8f,
        AddItems = 0x90,
        FrozenSet = 0x91,
        StackGlobal = 0x93,
        Memoize = 0x94,
        Frame = 0x95,
    }
}
