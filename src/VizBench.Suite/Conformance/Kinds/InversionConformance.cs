using VizBench.Methods.Inversion;
using VizBench.Methods.Optimising;

namespace VizBench.Suite;

/// <summary>"invert-mahendran": the energy of an image as the inverse of the code of input.npy's first item, or its gradient; both in the network's units.</summary>
internal sealed class InversionConformance : ConformanceKind
{
    internal const string Method = "invert-mahendran";

    public override IEnumerable<string> Methods => [Method];

    public override Tensor Compute(ConformanceCase reference, ConformanceSubject subject, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var (parameters, network) = (reference.Parameters, subject.Network);
        var layer = network.Architecture.LayerNamed(reference.Layer ?? throw new UserError($"{reference.Name}: needs a \"layer\"; give the case one in its cases.json")).Name;
        var energy = new InversionEnergy(parameters.Number("lambda_tv"), parameters.Number("beta"), parameters.Number("lambda_alpha"), parameters.Number("alpha"), parameters.Number("sigma"));
        var code = Sight.Outputs(network, subject.Array(parameters.Text("reference")).narrow(0, 0, 1), [layer], cancellation)[0].detach();
        var image = subject.Array(parameters.Text("image")).detach().requires_grad_();
        var seen = new Seen(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [layer] = Sight.Outputs(network, image, [layer], cancellation)[0] }, (int)image.shape[0]);
        Tensor[] terms = [-InversionEnergy.Data(new InvertedCode(layer, code, null)).Of(seen), .. energy.Priors().Select(prior => prior.Of(image) * prior.Weight)];
        var total = terms[0] + terms[1] + terms[2];
        return parameters.Text("output") switch
        {
            "energies" => stack([.. terms.Append(total).Select(term => term.sum())], 0).detach().MoveToOuterDisposeScope(),
            "gradient" => autograd.grad([total.sum()], [image])[0].MoveToOuterDisposeScope(),
            var other => throw new UserError($"{reference.Name}: parameter 'output' is '{other}'; it can be energies or gradient"),
        };
    }
}
