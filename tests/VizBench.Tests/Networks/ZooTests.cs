using NUnit.Framework;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Weights;

namespace VizBench.Tests.Networks;

public sealed class ZooTests
{
    // Zeiler and Fergus 2014, figure 3; Krizhevsky 2012, figure 2; Szegedy 2015, table 1.
    [TestCase("zfnet", "conv1", 96, 110)]
    [TestCase("zfnet", "norm1", 96, 55)]
    [TestCase("zfnet", "conv2", 256, 26)]
    [TestCase("zfnet", "norm2", 256, 13)]
    [TestCase("zfnet", "conv5", 256, 13)]
    [TestCase("zfnet", "pool5", 256, 6)]
    [TestCase("caffenet", "conv1", 96, 55)]
    [TestCase("caffenet", "norm1", 96, 27)]
    [TestCase("caffenet", "conv3", 384, 13)]
    [TestCase("caffenet", "pool5", 256, 6)]
    [TestCase("googlenet-bvlc", "conv1/7x7_s2", 64, 112)]
    [TestCase("googlenet-bvlc", "pool1/3x3_s2", 64, 56)]
    [TestCase("googlenet-bvlc", "inception_3b/output", 480, 28)]
    [TestCase("googlenet-bvlc", "inception_4e/output", 832, 14)]
    [TestCase("googlenet-bvlc", "inception_5b/output", 1024, 7)]
    [TestCase("googlenet-bvlc", "pool5/7x7_s1", 1024, 1)]
    public void Maps_have_the_sizes_of_the_paper(string network, string layer, long channels, long size) =>
        Assert.That(NetworkCatalogue.ArchitectureOf(network).ShapeOf(layer), Is.EqualTo(new[] { channels, size, size }));

    // torchvision's "num_params" and, for Caffe's, the sizes of the published blobs by hand.
    [TestCase("alexnet", 61_100_840)]
    [TestCase("googlenet", 6_624_904)]
    [TestCase("resnet18", 11_689_512)]
    [TestCase("resnet34", 21_797_672)]
    [TestCase("resnet50", 25_557_032)]
    [TestCase("resnet101", 44_549_160)]
    [TestCase("vgg11", 132_863_336)]
    [TestCase("vgg11_bn", 132_868_840)]
    [TestCase("vgg13", 133_047_848)]
    [TestCase("vgg13_bn", 133_053_736)]
    [TestCase("vgg16", 138_357_544)]
    [TestCase("vgg16_bn", 138_365_992)]
    [TestCase("vgg19", 143_667_240)]
    [TestCase("vgg19_bn", 143_678_248)]
    [TestCase("caffenet", 60_965_224)]
    public void A_network_has_the_published_number_of_trained_parameters(string network, long count) =>
        Assert.That(NetworkCatalogue.ArchitectureOf(network).TrainedParameterCount, Is.EqualTo(count));

    [TestCase("vgg16-bn", "vgg16_bn")]
    [TestCase("googlenet_bvlc", "googlenet-bvlc")]
    [TestCase("vgg_mini", "vgg-mini")]
    public void Names_may_be_spelled_with_either_dash(string spelled, string name) =>
        Assert.That(NetworkCatalogue.Named(spelled).Name, Is.EqualTo(name));

    [Test]
    public void A_published_GoogLeNet_may_bring_its_heads_for_training()
    {
        using var scope = NewDisposeScope();
        var architecture = GoogLeNet.Build();
        var tensors = FormulaWeights.Of(architecture, 1, float32).Select(p => WeightTensor.FromTensor(p.Key, p.Value));
        var heads = new[] { "aux1.conv.conv.weight", "aux2.fc2.bias" }.Select(name => WeightTensor.FromTensor(name, ones([2], float32)));
        using var network = WeightLoader.Load(architecture, new StateDict([.. tensors, .. heads]), float32, CPU);
        Assert.That(network.Parameters, Has.Count.EqualTo(architecture.ParameterShapes.Count()));
        Assert.That(network.Parameters.Keys, Has.None.StartsWith("aux"));
    }

    [Test]
    public void A_head_that_the_network_does_not_know_is_refused()
    {
        using var scope = NewDisposeScope();
        var architecture = GoogLeNet.Build();
        var tensors = FormulaWeights.Of(architecture, 1, float32).Select(p => WeightTensor.FromTensor(p.Key, p.Value));
        var head = WeightTensor.FromTensor("aux3.fc1.bias", ones([2], float32));
        Assert.That(() => WeightLoader.Load(architecture, new StateDict([.. tensors, head]), float32, CPU), Throws.InstanceOf<UserError>().With.Message.Contains("tensor 'aux3.fc1.bias' belongs to no layer"));
    }

    [Test]
    public void Every_published_file_carries_its_hash_in_its_name()
    {
        var published = NetworkCatalogue.All.SelectMany(entry => entry.Published).ToArray();
        Assert.That(published, Has.Length.EqualTo(16));
        Assert.That(published.Select(weights => weights.FileName), Is.Unique);
        Assert.That(published.Select(weights => weights.Sha256Prefix), Is.Unique.And.All.Match("^[0-9a-f]{8}$"));
    }

    [Test]
    public void A_published_file_is_known_by_its_hash_whatever_its_name()
    {
        var hash = "7be5be79" + new string('0', 56);
        Assert.That(NetworkCatalogue.PublishedAs("folder/alexnet-owt-7be5be79.pth", hash)?.FileName, Is.EqualTo("alexnet-owt-7be5be79.pth"));
        Assert.That(NetworkCatalogue.PublishedAs("folder/mine.pth", hash)?.FileName, Is.EqualTo("alexnet-owt-7be5be79.pth"));
        Assert.That(NetworkCatalogue.PublishedAs("folder/mine.pth", new string('0', 64)), Is.Null);
    }

    [TestCase("resnet50", "resnet50-0676ba61.pth", 256)]
    [TestCase("resnet50", "resnet50-11ad3fa6.pth", 232)]
    [TestCase("resnet101", "resnet101-cd907fc2.pth", 232)]
    [TestCase("vgg16", "vgg16-397923af.pth", 256)]
    public void A_published_file_says_how_pictures_are_resized_for_it(string network, string file, int resize) =>
        Assert.That(NetworkCatalogue.Named(network).Published.Single(weights => string.Equals(weights.FileName, file, StringComparison.Ordinal)).Resize, Is.EqualTo(resize));

    [Test]
    public void Other_preprocessing_leaves_the_rest_of_the_network()
    {
        var googlenet = GoogLeNet.Build();
        var other = googlenet.With(googlenet.Preprocessing with { Resize = 232 });
        Assert.That(other.Preprocessing.Resize, Is.EqualTo(232));
        Assert.That(other.Layers, Is.SameAs(googlenet.Layers));
        Assert.That((other.Name, other.Output, other.UnusedParameters), Is.EqualTo((googlenet.Name, googlenet.Output, googlenet.UnusedParameters)));
    }

    [Test]
    public void A_file_with_a_published_name_and_another_content_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("resnet18-f37072fd.pth");
        File.Copy(NetworkCatalogue.CommittedFile(NetworkCatalogue.Named("vgg-mini")), path);
        Assert.That(
            () => NetworkCatalogue.Open("vgg-mini", path, float32, CPU),
            Throws.InstanceOf<FileError>().With.Message.StartsWith($"{path}: name: is that of torchvision's file whose SHA-256 begins with f37072fd, but this one's begins with "));
    }

    [Test]
    public void Other_weights_are_nobodys_published_file()
    {
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float32, CPU);
        Assert.That(opened.Published, Is.Null);
    }
}
