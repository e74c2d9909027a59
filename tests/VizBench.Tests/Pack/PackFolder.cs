using VizBench.Files;
using VizBench.Tests.Cli;
using VizBench.Tests.Data;

namespace VizBench.Tests.Pack;

/// <summary>
/// A checkout with a .NET installation beside it, both of a few small files, and the pack's own scripts: packing takes
/// less than a second.
/// </summary>
internal sealed class PackFolder : IDisposable
{
    private const string Deps = """
        {
          "targets": {
            "net": {
              "A/1": {
                "runtime": {
                  "kept.dll": {
                    "assemblyVersion": "1"
                  },
                  "lib/System.Net.Quic.dll": {
                    "assemblyVersion": "1"
                  }
                },
                "native": { "x.so": {} }
              }
            }
          }
        }
        """;

    private readonly TestFolder _folder = new();

    public PackFolder()
    {
        foreach (var folder in new[] { "eng/pack", "eng/native" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(ProductFiles.Root, folder)))
                File.Copy(file, Make($"checkout/{folder}/{Path.GetFileName(file)}"));
        }

        foreach (var file in new[] { "LICENSE", "suites/s.json", "models/m.json", "golden/f/c.verified.json", "golden/f/c.received.json", "tests/T/A.cs", "tests/T/expected.npy", "bench/peer/peer.py", "eng/reference/caffe_networks.py" })
            File.WriteAllText(Make($"checkout/{file}"), file);
        foreach (var file in new[] { "VizBench.Tests/release/VizBench.Tests", "VizBench.Tests/release/both.dll", "VizBench.Benchmarks/release/both.dll", "VizBench.Tests/release/a.xml", "VizBench.Tests/release/testhost.dll", "VizBench.Tests/release/runtimes/linux-x64/native/libSkiaSharp.so", "VizBench.Tests/release/runtimes/win/lib/b.dll" })
            File.WriteAllText(Make($"checkout/artifacts/bin/{file}"), Path.GetFileName(file));
        File.WriteAllText(Make("checkout/artifacts/bin/VizBench.Tests/release/VizBench.Tests.deps.json"), Deps);

        foreach (var file in new[] { "host/fxr/10.0.9/libhostfxr.so", "shared/Microsoft.NETCore.App/10.0.9/kept.dll", "shared/Microsoft.NETCore.App/10.0.9/System.Net.Quic.dll" })
            File.WriteAllText(Make($"net/{file}"), file);
        File.WriteAllText(Make("net/shared/Microsoft.NETCore.App/10.0.9/Microsoft.NETCore.App.deps.json"), Deps);
        Dotnet = Shell.Write(Path.Combine(_folder.Path, "net", "dotnet"), $"echo 'Microsoft.NETCore.App 8.0.1 [/x]'; echo 'Microsoft.NETCore.App 10.0.9 [{_folder.Path}/net/shared/Microsoft.NETCore.App]'");
    }

    public string Dotnet { get; set; }

    public string Out => In("pack");

    public string In(string name) => Path.Combine(_folder.Path, name);

    public Outcome Pack(params string[] args) => Shell.Run(In("checkout/eng/pack/pack.sh"), [Dotnet, "pack", .. args]);

    public Outcome Check(params string[] args) => Shell.Run(In("checkout/eng/pack/pack.sh"), ["--check", Dotnet, "pack", .. args]);

    /// <summary>The paths of the files in the archive, and what one of them holds.</summary>
    public string[] Names() => Tar("-tJf").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => !name.EndsWith('/')).Select(name => name["vizbench-pack/".Length..]).ToArray();

    public string Content(string name) => Tar("-xJOf", "vizbench-pack/" + name).Out;

    public void Dispose() => _folder.Dispose();

    private Outcome Tar(string how, string name = "") =>
        Shell.Run(Shell.Write(In("tar.sh"), $"exec tar {how} '{Out}/vizbench-pack.tar.xz' {name}"));

    private string Make(string relative)
    {
        var path = In(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
