"""Methods in Python for VizBench: networks as torch modules, and the protocol of docs/external-methods.md.

    from vizbench_adapter import method, serve

    @method
    def saliency(model, x, target):
        x = x.requires_grad_()
        model(x)[range(len(x)), target].sum().backward()
        return x.grad.abs().amax(1)

    serve("my methods", "1.0")

vizbench_network.py reads the networks. Needs torch and NumPy. Print what you like: in here stdout is stderr, whose last lines VizBench shows with an error.
"""

import collections
import inspect
import json
import os
import sys
import time
import traceback

try:
    import numpy as np
    import torch
except ImportError as error:
    sys.exit(f"PyTorch and NumPy are needed ({error}); install them: {sys.executable} -m pip install torch numpy, or put a Python that has them first in PATH")

from vizbench_network import Add, Concat, Network

__all__ = ["Add", "Concat", "Network", "Result", "method", "serve"]

PROTOCOL = 1
NETWORKS_KEPT = 6

_methods = {}
_reserved = ("layer", "units", "roles", "seed", "request")


class Result:
    """What a method may return in place of a tensor alone.

    value    tensor or array, first axis the samples
    scalars  numbers of the method's own by name, a list with one for each sample
    notes    what a person should know, one sentence each
    """

    def __init__(self, value, scalars=None, notes=()):
        self.value, self.scalars, self.notes = value, dict(scalars or {}), list(notes)


def method(function_or_id):
    """Offers a function as a method: f(model, x, target, **options).

    model   a Network
    x       (N, C, H, W), normalized, in the network's type
    target  (N) class indices, or None where the method is given none
    An argument called layer, units, roles, seed or request gets what the request says; all others are options.
    The id is the function's name with hyphens, or what is given: @method("my-method").
    """
    if callable(function_or_id):
        return method(function_or_id.__name__.replace("_", "-"))(function_or_id)

    def offer(function):
        _methods[function_or_id] = function
        return function

    return offer


def serve(name, version):
    """Answers VizBench until it closes stdin."""
    # stdout is for messages alone; what is printed goes to stderr.
    messages = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdout = sys.stderr

    def say(**message):
        messages.write(json.dumps(message, allow_nan=False) + "\n")
        messages.flush()

    networks = collections.OrderedDict()
    for line in sys.stdin:
        request = json.loads(line)
        if request["message"] == "hello":
            torch.set_num_threads(max(1, request.get("threads", 1)))
            say(message="hello", protocol=PROTOCOL, name=name, version=f"{version} (torch {torch.__version__})")
            continue
        try:
            say(message="result", id=request["id"], **_answer(request, networks))
        except Exception as error:  # whatever it was: this case has no result, the next may have one
            traceback.print_exc()
            say(message="error", id=request["id"], reason=f"{type(error).__name__}: {error}" if not isinstance(error, NotImplementedError) else str(error))


def _answer(request, networks):
    if request["method"] not in _methods:
        raise NotImplementedError(f"this adapter has no method '{request['method']}', it has {', '.join(sorted(_methods))}")
    function = _methods[request["method"]]
    model = _network(request["network"], networks).to(request["device"])
    given = inspect.signature(function).parameters
    extra = {"layer": request["layer"], "units": request["units"], "seed": request["seed"], "request": request,
             "roles": {role: _tensor(path, model, request) for role, path in request["roles"].items()}}
    target = torch.tensor(request["targets"], device=request["device"]) if request["targets"] else None
    x = _tensor(request["input"], model, request)
    start = _clock(request["device"])
    result = function(model, x, target, **{key: extra[key] for key in _reserved if key in given and key not in request["options"]}, **request["options"])
    seconds = _clock(request["device"]) - start
    if not isinstance(result, Result):
        result = Result(result)
    value = result.value
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu()
        value = (value.float() if value.dtype == torch.bfloat16 else value).numpy()
    np.save(os.path.join(request["output"], "value.npy"), np.ascontiguousarray(value))
    return {"value": "value.npy", "seconds": seconds, "scalars": {key: [float(number) for number in numbers] for key, numbers in result.scalars.items()}, "notes": result.notes}


def _clock(device):
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
    return time.perf_counter()


def _network(folder, networks):
    if folder not in networks:
        networks[folder] = Network(folder)
    networks.move_to_end(folder)
    while len(networks) > NETWORKS_KEPT:
        networks.popitem(last=False)
    return networks[folder]


def _tensor(path, model, request):
    return torch.from_numpy(np.load(path)).to(request["device"], model.dtype)
