using VizBench.Randomness;

namespace VizBench.Methods.Fooling;

/// <summary>
/// A compositional pattern-producing network that grows: from a pixel's place (x, y, its distance from the middle, 1) through
/// neurons with sine, sigmoid, Gaussian or linear activation to the colours (three, or as many channels as the picture has). Stanley 2007; mutations as in Nguyen et al.
/// 2015: a connection is added (.5), removed (.3), changed (.5); a neuron is added (.5), removed (.2); weights by polynomial
/// mutation (η 15) in −2 … 2.
/// </summary>
internal sealed class CppnGenome : Genome
{
    private const int Inputs = 4;
    private const double Range = 2;
    private const double AddConnection = 0.5;
    private const double RemoveConnection = 0.3;
    private const double ChangeConnection = 0.5;
    private const double AddNeuron = 0.5;
    private const double RemoveNeuron = 0.2;

    // Neurons in order of computation: inputs, hidden ones, outputs. Connections go forward only, so there is no cycle.
    private readonly List<Neuron> _neurons;
    private readonly List<Connection> _connections;
    private readonly int _nextId;
    private readonly int _outputs;

    private CppnGenome(List<Neuron> neurons, List<Connection> connections, int nextId, int outputs) => (_neurons, _connections, _nextId, _outputs) = (neurons, connections, nextId, outputs);

    private enum Activation
    {
        Linear,
        Sine,
        Sigmoid,
        Gaussian,
    }

    private readonly record struct Neuron(int Id, Activation Activation);

    private readonly record struct Connection(int From, int To, double Weight);

    /// <summary>How many neurons lie between inputs and outputs.</summary>
    internal int HiddenCount => _neurons.Count - Inputs - _outputs;

    /// <summary>Every input connected with every output.</summary>
    /// <param name="outputs">channels of the picture</param>
    internal static CppnGenome Random(int outputs, RandomStream stream)
    {
        var neurons = Enumerable.Range(0, Inputs).Select(id => new Neuron(id, Activation.Linear))
            .Concat(Enumerable.Range(Inputs, outputs).Select(id => new Neuron(id, Drawn(stream)))).ToList();
        var connections = (from input in Enumerable.Range(0, Inputs) from output in Enumerable.Range(Inputs, outputs) select new Connection(input, output, stream.NextDouble(-Range, Range))).ToList();
        return new CppnGenome(neurons, connections, Inputs + outputs, outputs);
    }

    internal override Genome Child(Genome other, int generation, RandomStream stream)
    {
        var child = new CppnGenome([.. _neurons], [.. _connections], _nextId + 1, _outputs);
        if (stream.NextDouble() < AddConnection)
            child.Connect(stream);
        if (stream.NextDouble() < RemoveConnection && child._connections.Count > 1)
            child._connections.RemoveAt(stream.NextInt(child._connections.Count));
        if (stream.NextDouble() < AddNeuron && child._connections.Count > 0)
            child.Split(_nextId, stream);
        if (stream.NextDouble() < RemoveNeuron && child.HiddenCount > 0)
            child.Remove(child._neurons[Inputs + stream.NextInt(child.HiddenCount)].Id);
        child.ChangeWeights(stream);
        return child;
    }

    internal override byte[] Paint(int height, int width)
    {
        var pixels = height * width;
        var values = new Dictionary<int, double[]>();
        var incoming = _connections.ToLookup(connection => connection.To);
        for (var i = 0; i < _neurons.Count; i++)
        {
            var neuron = _neurons[i];
            values[neuron.Id] = i < Inputs ? Input(i, height, width) : Computed(neuron, incoming[neuron.Id], values, pixels);
        }

        var picture = new byte[_outputs * pixels];
        for (var channel = 0; channel < _outputs; channel++)
        {
            var plane = values[_neurons[_neurons.Count - _outputs + channel].Id];
            for (var i = 0; i < pixels; i++)
                picture[channel * pixels + i] = (byte)Math.Min(255, (int)(256 / (1 + Math.Exp(-2 * plane[i]))));
        }

        return picture;
    }

    private static double[] Computed(Neuron neuron, IEnumerable<Connection> incoming, Dictionary<int, double[]> values, int pixels)
    {
        var sums = new double[pixels];
        foreach (var (from, _, weight) in incoming)
        {
            var source = values[from];
            for (var i = 0; i < pixels; i++)
                sums[i] += weight * source[i];
        }

        return Array.ConvertAll(sums, Function(neuron.Activation));
    }

    private static Converter<double, double> Function(Activation activation) => activation switch
    {
        Activation.Sine => v => Math.Sin(Math.PI * v),
        Activation.Sigmoid => v => 2 / (1 + Math.Exp(-3 * v)) - 1,
        Activation.Gaussian => v => 2 * Math.Exp(-(v * v) * 2) - 1,
        _ => v => Math.Clamp(v, -3, 3),
    };

    /// <summary>y, x in −1 … 1; distance from the middle; 1.</summary>
    private static double[] Input(int index, int height, int width)
    {
        var values = new double[height * width];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (down, across) = (2 * (y + 0.5) / height - 1, 2 * (x + 0.5) / width - 1);
                values[y * width + x] = index switch { 0 => down, 1 => across, 2 => Math.Sqrt(down * down + across * across), _ => 1 };
            }
        }

        return values;
    }

    private static Activation Drawn(RandomStream stream) => (Activation)stream.NextInt(4);

    private void Connect(RandomStream stream)
    {
        // Forward only: the target comes after the source, and is no input.
        var to = Inputs + stream.NextInt(_neurons.Count - Inputs);
        var from = stream.NextInt(Math.Min(to, _neurons.Count - _outputs));
        var (source, target) = (_neurons[from].Id, _neurons[to].Id);
        var weight = stream.NextDouble(-Range, Range);
        if (!_connections.Exists(connection => connection.From == source && connection.To == target))
            _connections.Add(new Connection(source, target, weight));
    }

    /// <summary>A connection becomes two with a neuron between them.</summary>
    private void Split(int id, RandomStream stream)
    {
        var at = stream.NextInt(_connections.Count);
        var old = _connections[at];
        _connections.RemoveAt(at);
        var after = Math.Max(Inputs - 1, _neurons.FindIndex(neuron => neuron.Id == old.From));
        _neurons.Insert(after + 1, new Neuron(id, Drawn(stream)));
        _connections.Add(new Connection(old.From, id, 1));
        _connections.Add(new Connection(id, old.To, old.Weight));
    }

    private void Remove(int id)
    {
        _neurons.RemoveAll(neuron => neuron.Id == id);
        _connections.RemoveAll(connection => connection.From == id || connection.To == id);
    }

    private void ChangeWeights(RandomStream stream)
    {
        for (var i = 0; i < _connections.Count; i++)
        {
            if (stream.NextDouble() < ChangeConnection)
                _connections[i] = _connections[i] with { Weight = PolynomialMutation.Of(_connections[i].Weight, -Range, Range, stream.NextDouble()) };
        }
    }
}
