using System.Diagnostics;
using System.Globalization;

namespace VizBench.Benchmarks;

/// <summary>The Python side of a comparison, one iteration at a time; see bench/peer/peer.py.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    internal PeerProcess(string python, string folder, string network, int threads, long target, Device device)
    {
        var script = Path.Combine(Files.ProductFiles.Root, "bench", "peer", "peer.py");
        _process = Process.Start(new ProcessStartInfo(python, [script, folder, network, $"{threads}", $"{target}", device.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new UserError($"{python} can't be started");
        Version = Answer();
    }

    /// <summary>What the peer said when it was ready: the versions of torch and torchvision.</summary>
    internal string Version { get; }

    /// <summary>Seconds of one iteration.</summary>
    internal double Run()
    {
        _process.StandardInput.WriteLine("run");
        return double.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    /// <summary>Makes the peer write its last results and end.</summary>
    internal void Save()
    {
        _process.StandardInput.WriteLine("save");
        Answer();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer() => _process.StandardOutput.ReadLine()
        ?? throw new UserError("the Python peer ended early; it needs torch, torchvision and numpy (apt-get install python3-torchvision)");
}
