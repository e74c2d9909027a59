"""captum's implementations (https://captum.ai) beside VizBench's: saliency, integrated gradients, Grad-CAM, LRP."""

import sys

# First: where PyTorch is missing, the adapter says what to install.
from vizbench_adapter import Result, method, serve

from torch import nn

try:
    import captum
    from captum.attr import LRP, IntegratedGradients, LayerGradCam, Saliency
    from captum.attr._utils.lrp_rules import EpsilonRule
except ImportError as error:
    sys.exit(f"captum is not here ({error}); install it: {sys.executable} -m pip install captum")


@method("captum-saliency")
def saliency(model, x, target):
    return Saliency(model).attribute(x, target=target, abs=True).amax(1)


@method("captum-integrated-gradients")
def integrated_gradients(model, x, target, steps, rule, baseline):
    explained, errors = IntegratedGradients(model).attribute(
        x, baselines=baseline, target=target, n_steps=steps, method=rule, internal_batch_size=64, return_convergence_delta=True)
    return Result(explained, notes=[f"captum's convergence delta is at most {errors.abs().max().item():.2g}"])


@method("captum-grad-cam")
def grad_cam(model, x, target, layer):
    return LayerGradCam(model, model.layer(layer or model.last_spatial_layer())).attribute(x, target=target).sum(1)


@method("captum-lrp")
def lrp(model, x, target):
    """captum's defaults: the epsilon rule with e = 1e-9 everywhere, the relevance of the target's logit at the start."""
    # captum has no rule for what only rearranges values; the epsilon rule leaves those as they are.
    for module in model.modules():
        if isinstance(module, nn.Flatten):
            module.rule = EpsilonRule()
    try:
        return LRP(model).attribute(x.requires_grad_(), target=target)
    finally:
        # What captum leaves in the modules would be another call's.
        for module in model.modules():
            for name in ("rule", "activations"):
                if hasattr(module, name):
                    delattr(module, name)


serve("captum", captum.__version__)
