"""pytorch-grad-cam (https://github.com/jacobgil/pytorch-grad-cam) beside VizBench's class activation maps."""

import sys

from vizbench_adapter import method, serve

try:
    from importlib.metadata import PackageNotFoundError, version

    import pytorch_grad_cam
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
except ImportError as error:
    sys.exit(f"pytorch-grad-cam is not here ({error}); install it: {sys.executable} -m pip install grad-cam")


def explained(kind, model, x, target, layer):
    """As the library gives it: the positive part, scaled to 0 ... 1, enlarged to the input; float32."""
    # The network's parameters need no gradients; the input's let the library's backward pass begin.
    with kind(model=model, target_layers=[model.layer(layer or model.last_spatial_layer())]) as cam:
        return cam(input_tensor=x.requires_grad_(), targets=[ClassifierOutputTarget(index) for index in target.tolist()])


@method("pgc-grad-cam")
def grad_cam(model, x, target, layer):
    return explained(pytorch_grad_cam.GradCAM, model, x, target, layer)


@method("pgc-grad-cam++")
def grad_cam_plus_plus(model, x, target, layer):
    return explained(pytorch_grad_cam.GradCAMPlusPlus, model, x, target, layer)


@method("pgc-layer-cam")
def layer_cam(model, x, target, layer):
    return explained(pytorch_grad_cam.LayerCAM, model, x, target, layer)


try:
    library = version("grad-cam")
except PackageNotFoundError:
    library = "from a checkout"
serve("pytorch-grad-cam", library)
