#!/usr/bin/env python3
"""The peer of `VizBench.Benchmarks peer`: torchvision's network on the same libtorch, asked for one iteration at a time.

Reads weights.safetensors and input.npy from a folder; answers each line "run" on standard input with the seconds that
logits and input gradient took, and "save" by writing logits.npy and gradient.npy.
"""
import json
import pathlib
import struct
import sys
import time

import numpy as np
import torch
import torchvision

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "eng" / "reference"))
import caffe_networks  # noqa: E402


def safetensors(path):
    with open(path, "rb") as file:
        size, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        body = file.read()
    kinds = {"F32": np.float32, "F64": np.float64}
    return {
        name: torch.from_numpy(np.frombuffer(body, kinds[t["dtype"]], offset=t["data_offsets"][0],
                                             count=int(np.prod(t["shape"]))).reshape(t["shape"]).copy())
        for name, t in header.items() if name != "__metadata__"
    }


def build(name):
    """torchvision's network, or plain PyTorch's, and what stands before its parameters' names."""
    if name in caffe_networks.NETWORKS:
        return caffe_networks.NETWORKS[name][0]().eval(), "steps."
    options = {"aux_logits": False, "init_weights": False} if name == "googlenet" else {}
    return getattr(torchvision.models, name)(weights=None, **options).eval(), ""


def main(folder, name, threads, target, device):
    torch.set_num_threads(threads)
    # As ours: float32 in earnest, and algorithms that repeat.
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.deterministic = True
    model, prefix = build(name)
    weights = {prefix + key: value for key, value in safetensors(f"{folder}/weights.safetensors").items()}
    # Counters of training steps are in torchvision's state dicts, not in ours.
    counters = {key: value for key, value in model.state_dict().items() if key.endswith("num_batches_tracked")}
    model.load_state_dict({**weights, **counters})
    model.to(device)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    x = torch.from_numpy(np.load(f"{folder}/input.npy")).to(device).requires_grad_()
    print("ready", torch.__version__, torchvision.__version__, flush=True)
    for line in sys.stdin:
        if line.strip() == "run":
            start = time.perf_counter()
            logits = model(x)
            gradient, = torch.autograd.grad(logits[:, target].sum(), x)
            if x.is_cuda:
                torch.cuda.synchronize()
            print(time.perf_counter() - start, flush=True)
        else:
            np.save(f"{folder}/logits.npy", logits.detach().cpu().numpy())
            np.save(f"{folder}/gradient.npy", gradient.cpu().numpy())
            print("saved", flush=True)
            return


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
