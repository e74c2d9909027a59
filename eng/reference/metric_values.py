#!/usr/bin/env python3
"""Values of metrics by NumPy, SciPy and scikit-image in float64, for the tests to agree with.

imputation: missing pixels as weighted means of their eight neighbors (1/6 beside, 1/12 diagonally, beyond the border none), as Rong
et al. 2022 define it; the sparse system is written out equation by equation and solved by SciPy's LU decomposition.
entropy: skimage.measure.shannon_entropy of the picture's bytes, base 2.
spearman, cosine: scipy.stats.spearmanr; 1 - scipy.spatial.distance.cosine.
ulp: the number of steps of numpy.nextafter from a to b.
Needs numpy, scipy and scikit-image; the product's tests read only the JSON file that this writes.

    python3 eng/reference/metric_values.py tests/VizBench.Tests/Metrics/Expected/values.json
"""
import json
import sys

import numpy as np
import scipy
import scipy.sparse
import scipy.sparse.linalg
import scipy.spatial.distance
import scipy.stats
import skimage
import skimage.measure


def filled(picture, missing):
    _, height, width = picture.shape
    number = {(int(y), int(x)): i for i, (y, x) in enumerate(np.argwhere(missing))}
    matrix = scipy.sparse.lil_matrix((len(number), len(number)))
    right = np.zeros((len(number), picture.shape[0]))
    for (y, x), i in number.items():
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                at = (y + dy, x + dx)
                if (dy, dx) == (0, 0) or not (0 <= at[0] < height and 0 <= at[1] < width):
                    continue
                weight = 1 / 6 if 0 in (dy, dx) else 1 / 12
                matrix[i, i] += weight
                if at in number:
                    matrix[i, number[at]] -= weight
                else:
                    right[i] += weight * picture[:, at[0], at[1]]
    solved = scipy.sparse.linalg.spsolve(scipy.sparse.csc_matrix(matrix), right)
    result = picture.copy()
    for (y, x), i in number.items():
        result[:, y, x] = solved[i]
    return result


def steps(a, b):
    count = 0
    while a != b:
        a = np.nextafter(a, b)
        count += 1
    return count


def main(path):
    random = np.random.default_rng(7)
    picture = np.round(random.uniform(0, 1, (2, 9, 11)), 4)
    missing = random.uniform(0, 1, (9, 11)) < 0.6
    missing[2:7, 3:9] = True
    missing[0, :3] = True
    colors = random.integers(0, 40, (3, 6, 5)).astype(np.uint8)
    one = np.round(random.normal(size=24), 3)
    other = np.round(one + random.normal(size=24), 1)
    pairs = {
        "float32": [(np.float32(a), np.float32(b)) for a, b in [(1, 1.00001), (-1e-44, 2e-44), (0.99999994, 1.0000001), (3.4028e38, 3.4028235e38)]],
        "float64": [(np.float64(a), np.float64(b)) for a, b in [(1, 1 + 3e-14), (-3e-323, 4e-323), (2 - 1e-15, 2 + 1e-15)]],
    }
    values = {
        "made_by": f"NumPy {np.__version__}, SciPy {scipy.__version__}, scikit-image {skimage.__version__}",
        "imputation": {"shape": list(picture.shape), "picture": picture.ravel().tolist(), "missing": missing.ravel().tolist(), "filled": filled(picture, missing).ravel().tolist()},
        "entropy": {"shape": list(colors.shape), "bytes": colors.ravel().tolist(), "bits": float(skimage.measure.shannon_entropy(colors))},
        "maps": {
            "one": one.tolist(), "other": other.tolist(),
            "spearman": float(scipy.stats.spearmanr(one, other)[0]), "cosine": float(1 - scipy.spatial.distance.cosine(one, other)),
        },
        "ulp": {name: [{"a": float(a), "b": float(b), "steps": steps(a, b)} for a, b in entries] for name, entries in pairs.items()},
    }
    with open(path, "w", encoding="utf-8") as file:
        json.dump(values, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
