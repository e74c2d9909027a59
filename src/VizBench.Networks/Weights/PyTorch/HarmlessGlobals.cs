using VizBench.Networks.Weights.Pickle;

namespace VizBench.Networks.Weights.PyTorch;

/// <summary>
/// Classes and functions of what training scripts keep beside tensors: scores, dates, paths, arguments, configurations. What
/// they make is read over as a value without content; nothing behind the names is ever looked up or run.
/// </summary>
internal static class HarmlessGlobals
{
    private const string OptimizerModule = "torch.optim.";
    private const string ZoneInfoRestorer = "zoneinfo.ZoneInfo._unpickle";
    private static readonly System.Buffers.SearchValues<char> s_nameLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "torch.device",
        "torch.Size",
        "torch.torch_version.TorchVersion",
        "collections.Counter",
        "collections.deque",
        "collections.UserDict",
        "argparse.Namespace",
        "types.SimpleNamespace",
        "datetime.date",
        "datetime.datetime",
        "datetime.time",
        "datetime.timedelta",
        "datetime.timezone",
        "time.struct_time",
        "zoneinfo.ZoneInfo",
        ZoneInfoRestorer,
        "pytz._UTC",
        "pytz._p",
        "dateutil.tz.tz.tzutc",
        "dateutil.tz.tz.tzlocal",
        "decimal.Decimal",
        "fractions.Fraction",
        "uuid.UUID",
        "uuid.SafeUUID",
        "typing.Any",
        "_codecs.encode",
        "copy_reg._reconstructor",
        "copyreg._reconstructor",
        "numpy.dtype",
        "numpy.ndarray",
        "numpy.random._pickle.__randomstate_ctor",
        "numpy.random._pickle.__generator_ctor",
        "numpy.random._pickle.__bit_generator_ctor",
        // Dicts with attributes, of the usual readers of configurations.
        "addict.addict.Dict",
        "easydict.EasyDict",
        "fvcore.common.config.CfgNode",
        "lightning.fabric.utilities.data.AttributeDict",
        "lightning_fabric.utilities.data.AttributeDict",
        "mmcv.utils.config.ConfigDict",
        "mmengine.config.config.ConfigDict",
        "omegaconf.base.ContainerMetadata",
        "omegaconf.base.Metadata",
        "omegaconf.dictconfig.DictConfig",
        "omegaconf.listconfig.ListConfig",
        "omegaconf.nodes.AnyNode",
        "omegaconf.nodes.BooleanNode",
        "omegaconf.nodes.FloatNode",
        "omegaconf.nodes.IntegerNode",
        "omegaconf.nodes.StringNode",
        "pytorch_lightning.utilities.parsing.AttributeDict",
        "yacs.config.CfgNode",
    };

    private static readonly string[] s_pathModules = ["pathlib", "pathlib._local"];

    private static readonly HashSet<string> s_pathClasses = new(StringComparer.Ordinal)
    {
        "Path", "PurePath", "PosixPath", "PurePosixPath", "WindowsPath", "PureWindowsPath",
    };

    private static readonly string[] s_builtinModules = ["builtins", "__builtin__"];

    private static readonly HashSet<string> s_builtinClasses = new(StringComparer.Ordinal)
    {
        "bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list", "long", "object", "range", "set", "slice", "str", "tuple", "type", "unicode", "xrange", "Ellipsis",
    };

    // Since NumPy 2 the modules begin with an underscore.
    private static readonly HashSet<string> s_numpyFunctions = new(StringComparer.Ordinal)
    {
        "multiarray.scalar", "multiarray._reconstruct", "numeric._frombuffer",
    };

    private static readonly string[] s_numpyModules = ["numpy.core.", "numpy._core."];

    internal static bool Contains(string name) =>
        s_names.Contains(name) || IsIn(name, s_pathModules, s_pathClasses) || IsIn(name, s_builtinModules, s_builtinClasses) || IsNumpyFunction(name)
        || IsGetAttribute(name) || IsOptimizer(name);

    /// <summary>getattr, which is taken for the attributes of <see cref="AttributeOf"/> alone.</summary>
    internal static bool IsGetAttribute(string name) => name is "builtins.getattr" or "__builtin__.getattr";

    /// <summary>
    /// What getattr gives: of optimizers and schedulers any attribute (OneCycleLR keeps a method of its own by its name), and of ZoneInfo the
    /// function by which pickle protocol 2 names a time zone. Neither is looked up. null: an attribute of anything else.
    /// </summary>
    /// <param name="arguments">of getattr</param>
    internal static object? AttributeOf(object?[] arguments) => arguments switch
    {
        [PickleGlobal { Name: "zoneinfo.ZoneInfo" }, "_unpickle"] => new PickleGlobal(ZoneInfoRestorer),
        [PickleGlobal { Name: var owner }, string] when IsOptimizer(owner) => new PickleOpaque("builtins.getattr"),
        [PickleOpaque { Name: var owner }, string] when IsOptimizer(owner) => new PickleOpaque("builtins.getattr"),
        _ => null,
    };

    /// <summary>A class of PyTorch's optimizers and learning rate schedulers.</summary>
    internal static bool IsOptimizer(string name) =>
        name.StartsWith(OptimizerModule, StringComparison.Ordinal) && name.AsSpan().IndexOfAnyExcept(s_nameLetters) < 0;

    private static bool IsIn(string name, string[] modules, HashSet<string> classes) =>
        name.LastIndexOf('.') is > 0 and var dot && modules.Contains(name[..dot], StringComparer.Ordinal) && classes.Contains(name[(dot + 1)..]);

    private static bool IsNumpyFunction(string name) =>
        s_numpyModules.Any(module => name.StartsWith(module, StringComparison.Ordinal) && s_numpyFunctions.Contains(name[module.Length..]));
}
