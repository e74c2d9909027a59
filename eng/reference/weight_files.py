#!/usr/bin/env python3
"""Small weight files as torch.save and numpy write them, for the tests to read, with the values that are in them.

Needs torch and numpy; the product's tests read only what this writes.

    python3 eng/reference/weight_files.py tests/VizBench.Tests/Weights/Files
"""
import argparse
import collections
import datetime
import decimal
import fractions
import json
import pathlib
import random
import sys
import types
import uuid

import numpy as np
import torch


def layers():
    """A state dict like a small network's, with buffers, every element type, a scalar and an empty tensor."""
    count = torch.arange
    return collections.OrderedDict([
        ("conv.weight", (count(24, dtype=torch.float32) / 8 - 1).reshape(2, 3, 2, 2)),
        ("conv.bias", torch.tensor([0.1, -1e-30])),
        ("bn.num_batches_tracked", torch.tensor(7)),
        ("double", torch.tensor([1 / 3, -2.5e300], dtype=torch.float64)),
        ("half", torch.tensor([[0.1, 65504.0]], dtype=torch.float16)),
        ("brain", torch.tensor([0.1, 3e38], dtype=torch.bfloat16)),
        ("byte", torch.tensor([0, 255], dtype=torch.uint8)),
        ("char", torch.tensor([-128, 127], dtype=torch.int8)),
        ("short", torch.tensor([-32768, 5], dtype=torch.int16)),
        ("int", torch.tensor([-2**31, 5], dtype=torch.int32)),
        ("long", torch.tensor([-2**53, 2**53])),
        ("bool", torch.tensor([True, False, True])),
        ("empty", torch.zeros(0, 3)),
    ])


def views():
    """Tensors that share storages or don't lie in one piece."""
    base = torch.arange(60, dtype=torch.float32)
    cube = base.reshape(3, 4, 5)
    return collections.OrderedDict([
        ("whole", cube),
        ("transposed", cube.permute(2, 0, 1)),
        ("row", cube[1]),
        ("column", cube[:, 2, 1]),
        ("step", base[3::7]),
        ("tied", cube),
        ("last", base[59:]),
        ("channels-last", torch.arange(24.).reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last)),
    ])


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = torch.nn.Conv2d(1, 2, 1)
        self.fc = torch.nn.Linear(2, 2)
        with torch.no_grad():
            for number, parameter in enumerate(self.parameters()):
                parameter.copy_(torch.arange(parameter.numel()).reshape(parameter.shape) + 10 * number)


def checkpoint():
    """What a training script saves: optimizer, scheduler, arguments, a best score as NumPy holds it."""
    net = Net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [30, 60])
    net.fc(net.conv(torch.ones(1, 1, 2, 1))[:, :, 0, 0]).sum().backward()
    optimizer.step()
    for number, parameter in enumerate(net.parameters()):
        parameter.data.copy_(torch.arange(parameter.numel()).reshape(parameter.shape) + 10 * number)
    return {
        "epoch": 90,
        "arch": "net",
        "best": np.float64(0.7),
        "history": [0.1, 0.5, None],
        "args": argparse.Namespace(lr=0.1, gpus={1, 2}),
        "device": torch.device("cpu"),
        "size": torch.Size([1, 2]),
        "state_dict": torch.nn.DataParallel(net).state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
    }, net.state_dict()


class Settings(dict):
    """A class of a training script's own, which no reader can know."""


def beside():
    """What training scripts keep beside a state dict and weights don't need."""
    net = Net()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    generator = np.random.default_rng(1)
    np.random.seed(1)
    random.seed(1)
    return {
        "state_dict": net.state_dict(),
        "scheduler": torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=9).state_dict(),
        "random": [random.getstate(), np.random.get_state(), generator.bit_generator.state, torch.get_rng_state()],
        "scores": {"accuracy": np.float64(0.93), "loss": np.float32(0.1), "steps": np.int64(3), "best": np.bool_(True), "history": np.zeros((2, 3)), "names": np.array(["a", "b"])},
        "when": [datetime.datetime(2020, 1, 2, 3, tzinfo=datetime.timezone.utc), datetime.date(2020, 1, 2), datetime.time(3), datetime.timedelta(1)],
        "paths": [pathlib.PurePosixPath("/a"), pathlib.PureWindowsPath("b"), pathlib.PosixPath("c")],
        "numbers": [decimal.Decimal("1.5"), fractions.Fraction(1, 3), 1 + 2j, 1 << 100, uuid.UUID(int=(1 << 128) - 1)],
        "collections": [collections.defaultdict(list, a=[1]), collections.Counter("aab"), collections.deque([1, 2]), {1, 2}, frozenset({3}), range(3), slice(1, 2), bytearray(b"x")],
        "types": [torch.float32, torch.device("cpu"), torch.Size([1]), int, torch.__version__],
        "args": argparse.Namespace(lr=0.1, out=pathlib.PurePosixPath("/a"), inner=types.SimpleNamespace(a=1)),
    }, net.state_dict()


def described(state):
    return {
        name: {"type": str(value.dtype).removeprefix("torch."), "shape": list(value.shape), "values": value.detach().double().reshape(-1).tolist()}
        for name, value in state.items()
    }


def main(folder):
    expected = {}

    def save(name, value, state, **options):
        torch.save(value, f"{folder}/{name}", **options)
        expected[name] = described(state)

    legacy = {"_use_new_zipfile_serialization": False}
    save("layers.pth", layers(), layers())
    save("layers-legacy.pth", layers(), layers(), **legacy)
    save("layers-protocol4.pth", layers(), layers(), pickle_protocol=4)
    save("views.pth", views(), views())
    save("views-legacy.pth", views(), views(), **legacy)
    full, state = checkpoint()
    save("checkpoint.pth", full, state)
    save("checkpoint-legacy.pth", full, state, **legacy)
    full, state = beside()
    save("beside.pth", full, state)
    save("beside-legacy.pth", full, state, **legacy)
    save("beside-protocol4.pth", full, state, pickle_protocol=4)
    save("model.pth", {"model": Net().state_dict(), "epoch": 1}, Net().state_dict())
    parameters = dict(Net().named_parameters())
    save("parameters.pth", parameters, parameters)

    arrays = {name: value.numpy() for name, value in layers().items() if value.dtype != torch.bfloat16}
    arrays["fortran"] = np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))
    arrays["big-endian"] = np.arange(6, dtype=">f4").reshape(2, 3)
    arrays["big-endian fortran"] = np.asfortranarray(np.arange(6, dtype=">i2").reshape(2, 3))
    values = {name: torch.from_numpy(value.astype(value.dtype.newbyteorder("="), order="C")) for name, value in arrays.items()}
    np.savez(f"{folder}/layers.npz", **arrays)
    np.savez_compressed(f"{folder}/layers-compressed.npz", **arrays)
    expected["layers.npz"] = expected["layers-compressed.npz"] = described(values)

    # What must be refused: a whole model, a TorchScript program.
    torch.save(Net().fc, f"{folder}/refused-module.pth")
    torch.save({"state_dict": Net().state_dict(), "settings": Settings(lr=0.1)}, f"{folder}/refused-settings.pth")
    torch.jit.script(torch.nn.ReLU()).save(f"{folder}/refused-script.pth")
    with open(f"{folder}/expected.json", "w", encoding="ascii", newline="\n") as out:
        json.dump(expected, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
