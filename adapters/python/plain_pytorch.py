"""Two methods written in plain PyTorch, as one would for a paper: saliency by autograd, LRP-epsilon by hooks.

VizBench holds both against its own goldens ("sameAs" in plain_pytorch.json).
"""

# First: where PyTorch is missing, the adapter says what to install.
from vizbench_adapter import Add, Concat, Result, method, serve

import torch
from torch import nn


@method("py-saliency")
def saliency(model, x, target, reduce):
    """Simonyan et al. 2013, section 3.1: max over channels of |dS/dx|."""
    x = x.requires_grad_()
    score = model(x).gather(1, target[:, None]).sum()
    magnitude = torch.autograd.grad(score, x)[0].abs()
    return magnitude.amax(1) if reduce == "max-abs" else magnitude.sum(1)


class Epsilon(torch.autograd.Function):
    """R_i = x_i sum_j w_ij R_j / (z_j + e sign z_j), of any layer that is linear but for its bias. Bach et al. 2015, equation 58."""

    @staticmethod
    def forward(context, x, layer, epsilon):
        context.layer, context.epsilon = layer, epsilon
        context.save_for_backward(x)
        return layer(x)

    @staticmethod
    def backward(context, relevance):
        (x,) = context.saved_tensors
        with torch.enable_grad():
            x = x.detach().requires_grad_()
            z = context.layer(x)
            stabilized = z + torch.where(z >= 0, context.epsilon, -context.epsilon)
            (share,) = torch.autograd.grad(z, x, relevance / stabilized.detach())
        return x * share, None, None


class Pass(torch.autograd.Function):
    """What acts on each value by itself hands relevance down as it is."""

    @staticmethod
    def forward(context, x, layer):
        return layer(x)

    @staticmethod
    def backward(context, relevance):
        return relevance, None


class Shares(torch.autograd.Function):
    """A sum's terms share its relevance by what they contribute."""

    @staticmethod
    def forward(context, *terms):
        context.save_for_backward(*terms)
        return sum(terms[1:], terms[0])

    @staticmethod
    def backward(context, relevance):
        z = sum(context.saved_tensors)
        share = relevance / (z + torch.where(z >= 0, STABILIZER, -STABILIZER))
        return tuple(term * share for term in context.saved_tensors)


LINEAR = (nn.Conv2d, nn.Linear)
AVERAGES = (nn.AvgPool2d, nn.AdaptiveAvgPool2d)
PASSING = (nn.ReLU, nn.LocalResponseNorm, nn.Dropout)
BY_GRADIENT = (nn.MaxPool2d, nn.Flatten, Concat)
STABILIZER = 1e-6


def _plain(module):
    """The module's function without its hooks."""
    return lambda x: type(module).forward(module, x)


def _hook(module, epsilon):
    if isinstance(module, LINEAR):
        return lambda _, inputs, __: Epsilon.apply(inputs[0], _plain(module), epsilon)
    if isinstance(module, AVERAGES):
        return lambda _, inputs, __: Epsilon.apply(inputs[0], _plain(module), STABILIZER)
    if isinstance(module, PASSING):
        return lambda _, inputs, __: Pass.apply(inputs[0], _plain(module))
    if isinstance(module, Add):
        return lambda _, inputs, __: Shares.apply(*inputs)
    if isinstance(module, BY_GRADIENT):
        return None
    raise NotImplementedError(f"there is no rule for {module}")


@method("py-lrp-epsilon")
def lrp_epsilon(model, x, target, epsilon):
    """The epsilon rule in every linear layer; max-pools give all to the winner."""
    hooks = []
    try:
        for module in model.modules():
            if not any(module.children()) and module is not model and (hook := _hook(module, epsilon)):
                hooks.append(module.register_forward_hook(hook))
        x = x.requires_grad_()
        (relevance,) = torch.autograd.grad(model(x).gather(1, target[:, None]).sum(), x)
    finally:
        for hook in hooks:
            hook.remove()
    return Result(relevance, scalars={"conservation-error": (relevance.flatten(1).sum(1) - 1).abs().tolist()})


serve("plain-pytorch", "1.0")
