using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Data.Images;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Numbered pictures that a network looks at: a world's, or a person's own. Only those at work are in memory.</summary>
public abstract class PictureSequence
{
    /// <summary>Images of a world, resized where they are not as large as the network's input.</summary>
    public static PictureSequence Of(IWorldSource world) => new WorldPictures(world);

    /// <summary>Pictures of a person's own, each prepared as the network's preprocessing says.</summary>
    public static PictureSequence Of(PictureSet pictures) => new OwnPictures(pictures);

    /// <summary>What a picture is called; null where its number says all.</summary>
    public virtual string? NameOf(long index) => null;

    /// <summary>Successive pictures, (N, C, H, W), normalized, owned by the caller's dispose scope.</summary>
    /// <exception cref="UserError">a picture that can't be read</exception>
    internal abstract Tensor Input(Network network, long first, long count);

    /// <summary>What the network sees of a picture, as large as its input.</summary>
    internal abstract RgbImage Seen(Network network, long index);

    private sealed class WorldPictures(IWorldSource world) : PictureSequence
    {
        internal override Tensor Input(Network network, long first, long count) =>
            PictureBatch.Of(network, Array.ConvertAll(PictureBatch.Draw(world, first, count), sample => sample.Image));

        internal override RgbImage Seen(Network network, long index)
        {
            var (image, preprocessing) = (world.Draw(index).Image, network.Architecture.Preprocessing);
            if (image.Height == preprocessing.Crop && image.Width == (preprocessing.CropWidth ?? preprocessing.Crop))
                return image;
            using var scope = NewDisposeScope();
            return InputTensors.ToPicture(PictureBatch.Of(network, [image]), 0, preprocessing);
        }
    }

    private sealed class OwnPictures(PictureSet pictures) : PictureSequence
    {
        public override string NameOf(long index) => pictures.Pictures[(int)index].Name;

        internal override Tensor Input(Network network, long first, long count) => PictureBatch.Read(
            first, count, index => pictures.Pictures[index].Read(), picture => InputTensors.FromPicture(picture, network.Architecture.Preprocessing, network.dtype, network.device));

        internal override RgbImage Seen(Network network, long index)
        {
            using var scope = NewDisposeScope();
            return InputTensors.ToPicture(Input(network, index, 1), 0, network.Architecture.Preprocessing);
        }
    }
}
