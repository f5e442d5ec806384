"""Scores all items for a user by the models of a Slate registry, with numpy alone.

scores.py REGISTRY ITEM,ITEM,...     the ten best items of a history, newest first
scores.py REGISTRY EXPECTED.json     the same for what Slate printed (see README.md), and whether it agrees
"""
import json
import sys
from pathlib import Path

import numpy as np
from safetensors import safe_open


def load(path):
    with safe_open(path, "np") as file:
        return file.metadata(), {name: file.get_tensor(name) for name in file.keys()}


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def als(path, history):
    meta, tensors = load(path)
    a0, reg, nu = (float(meta[key]) for key in ("unobserved_weight", "regularization", "exponent"))
    ials = meta["objective"] == "ials"
    y = tensors["item_factors"].astype(np.float64)
    frequency = len(history) + (a0 * y.any(axis=1).sum() if ials else 0)
    matrix = a0 * y.T @ y + y[history].T @ y[history] + reg * frequency**nu * np.eye(y.shape[1])
    return y @ np.linalg.solve(matrix, y[history].sum(axis=0) * (1 if ials else 1 + a0))


def two_tower(path, history):
    meta, t = load(path)
    if "encoder" in meta:
        sys.exit(f"{path}: {meta['encoder']} (expected: the tower that reads the mean of a history)")
    item = t["item"] + t["item_bias"]
    rows = np.repeat(np.arange(len(item)), np.diff(t["category_offsets"]))
    np.add.at(item, rows, t["category_weights"][:, None] * t["category"][t["category_values"]])
    recent = t["history"][history[: int(meta["history_length"])]]
    score = recent @ t["history_query"] / np.sqrt(item.shape[1])  # zeros unless pooled by attention
    weight = float(meta["history_decay"]) ** np.arange(len(recent)) * np.exp(score - score.max())
    return unit(item) @ unit(t["user_weight"] @ (weight @ recent / weight.sum()) + t["user_bias"])


def main(registry, asked):
    version = Path(registry, "models", Path(registry, "channels", "champion").read_text().strip())
    ids = json.loads((version / "items.json").read_text())
    expected = json.loads(Path(asked).read_text()) if asked.endswith(".json") else {"history": asked.split(",")}
    history = [ids.index(item) for item in dict.fromkeys(expected["history"])]
    worst = 0
    for name, model in (("als", als), ("two-tower", two_tower)):
        scores = model(version / f"{name}.safetensors", history)
        best = np.argsort(-scores, kind="stable")[:10]
        print(name, *(f"{ids[row]} {scores[row]:.6f}" for row in best), sep="\n  ")
        for place, (item, score) in enumerate(expected.get(name, [])):
            # Where two scores are as good as equal, the order may differ; the scores may not.
            worst = max(worst, abs(scores[ids.index(item)] - score), abs(scores[best[place]] - score))
    if "als" in expected:
        print(f"largest difference from Slate: {worst:.1e}")
        sys.exit(0 if worst <= 1e-5 else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
