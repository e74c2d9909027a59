"""zennit's composites (https://github.com/chr5tphr/zennit) beside VizBench's LRP."""

import sys

# First: where PyTorch is missing, the adapter says what to install.
from vizbench_adapter import Add, Result, method, serve

import torch
from torch import nn

try:
    import zennit
    from zennit.attribution import Gradient
    from zennit.canonizers import SequentialMergeBatchNorm
    from zennit.composites import EpsilonGammaBox, EpsilonPlus, EpsilonPlusFlat
    from zennit.layer import Sum
    from zennit.rules import Pass
except ImportError as error:
    sys.exit(f"zennit is not here ({error}); install it: {sys.executable} -m pip install zennit")


# VizBench hands relevance on through local response normalization; zennit has no rule for it.
PASSED = [(nn.LocalResponseNorm, Pass())]


class StackedSum(nn.Module):
    """A residual sum in the form for which zennit has a rule."""

    def __init__(self):
        super().__init__()
        self.sum = Sum(dim=-1)

    def forward(self, *inputs):
        return self.sum(torch.stack(inputs, dim=-1))


def relevance(model, x, target, composite):
    model.replace(Add, lambda _: StackedSum())
    with Gradient(model=model, composite=composite) as attributor:
        _, explained = attributor(x, torch.eye(len(model.classes) or model(x).shape[1], dtype=x.dtype, device=x.device)[target])
    return Result(explained, scalars={"conservation-error": (explained.flatten(1).sum(1) - 1).abs().tolist()})


@method("zennit-epsilon-plus")
def epsilon_plus(model, x, target, epsilon):
    return relevance(model, x, target, EpsilonPlus(epsilon=epsilon, layer_map=PASSED, canonizers=[SequentialMergeBatchNorm()]))


@method("zennit-epsilon-plus-flat")
def epsilon_plus_flat(model, x, target, epsilon):
    return relevance(model, x, target, EpsilonPlusFlat(epsilon=epsilon, layer_map=PASSED, canonizers=[SequentialMergeBatchNorm()]))


@method("zennit-epsilon-gamma-box")
def epsilon_gamma_box(model, x, target, epsilon, gamma):
    """The bounds are black and white, as VizBench's are."""
    preprocessing = model.graph["preprocessing"]
    mean, std = (torch.tensor(preprocessing[key], dtype=x.dtype, device=x.device).reshape(1, -1, 1, 1) for key in ("mean", "std"))
    low, high = ((bound - mean) / std * torch.ones_like(x) for bound in (0, 1))
    return relevance(model, x, target, EpsilonGammaBox(low=low, high=high, epsilon=epsilon, gamma=gamma, layer_map=PASSED, canonizers=[SequentialMergeBatchNorm()]))


serve("zennit", getattr(zennit, "__version__", "of unknown version"))
