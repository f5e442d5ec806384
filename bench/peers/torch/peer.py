"""The two-tower step of Slate in PyTorch, eager, on the CPU: speed, and the loss on the same batches.

usage: peer.py DIRECTORY [--optimizer rowwise|torch] [--steps N] [--threads N]
"""
import argparse
import json
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F


def read(path):
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    kinds = {"F32": np.float32, "I32": np.int32}
    tensors = {
        name: np.frombuffer(data[e["data_offsets"][0] : e["data_offsets"][1]], kinds[e["dtype"]]).reshape(e["shape"]).copy()
        for name, e in header.items()
        if name != "__metadata__"
    }
    return tensors, header.get("__metadata__", {})


class RowwiseAdagrad:
    """One sum a row of a sparse gradient, as Slate and FBGEMM keep it; one a value of a dense one."""

    def __init__(self, parameters, rate, eps=1e-8):
        self.parameters, self.rate, self.eps = parameters, rate, eps
        self.sums = [torch.zeros(p.shape[0]) if p.dim() == 2 and p.shape[0] != p.shape[1] else torch.zeros_like(p) for p in parameters]

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self):
        for p, sums in zip(self.parameters, self.sums):
            if p.grad.is_sparse:
                g = p.grad.coalesce()
                rows, values = g.indices()[0], g.values()
                now = sums[rows] + values.square().mean(1)
                sums[rows] = now
                p.index_add_(0, rows, values * (-self.rate / (now.sqrt() + self.eps))[:, None])
            else:
                sums.addcmul_(p.grad, p.grad)
                p.addcdiv_(p.grad, sums.sqrt() + self.eps, value=-self.rate)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--optimizer", default="rowwise", choices=["rowwise", "torch"])
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)

    weights, settings = read(f"{args.directory}/weights.safetensors")
    batches, _ = read(f"{args.directory}/batches.safetensors")
    rate, temperature, decay = (float(settings[k]) for k in ("rate", "temperature", "decay"))
    names = ["item", "category", "item_bias", "history", "user_weight", "user_bias"]
    p = {n: torch.nn.Parameter(torch.from_numpy(weights[n])) for n in names}
    categories = torch.from_numpy(weights["category_values"]).long()
    log_q = torch.from_numpy(weights["log_q"])
    items = len(log_q)
    if args.optimizer == "rowwise":
        optimizer = RowwiseAdagrad(list(p.values()), rate)
    else:
        optimizer = torch.optim.Adagrad(list(p.values()), lr=rate, eps=1e-8)

    steps = min(args.steps, len(batches["candidates"]))
    size = batches["histories"].shape[1]
    longest = batches["histories"].shape[2]
    powers = decay ** np.arange(longest)
    losses, seconds, cpu = [], [], []
    for s in range(steps):
        # What a loader would prepare, and the mask of known items, are not timed.
        padded = batches["histories"][s]
        lengths = (padded >= 0).sum(1)
        flat = torch.from_numpy(padded[padded >= 0]).long()
        offsets = torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]])).long()
        w = np.where(padded >= 0, powers[None, :], 0)
        per_item = torch.from_numpy((w / w.sum(1, keepdims=True))[padded >= 0].astype(np.float32))
        candidates = torch.from_numpy(batches["candidates"][s]).long()
        known = np.zeros((size, items + 1), bool)
        known[np.arange(size)[:, None], np.where(padded >= 0, padded, items)] = True
        known[np.arange(size), batches["candidates"][s][:size]] = True
        mask = torch.from_numpy(known[:, batches["candidates"][s]])
        mask[torch.arange(size), torch.arange(size)] = False
        target = torch.arange(size)

        start, cpu_start = time.perf_counter(), time.process_time()
        mean = F.embedding_bag(flat, p["history"], offsets, mode="sum", sparse=True, per_sample_weights=per_item)
        user = F.normalize(F.linear(mean, p["user_weight"], p["user_bias"]), dim=1)
        bags = F.embedding_bag(categories[candidates], p["category"], mode="mean", sparse=True)
        item = F.normalize(F.embedding(candidates, p["item"], sparse=True) + bags + p["item_bias"], dim=1)
        logits = (user / temperature) @ item.T - log_q[candidates]
        loss = F.cross_entropy(logits.masked_fill(mask, -torch.inf), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - cpu_start)
        losses.append(loss.item())

    warm = np.sort(seconds[steps // 10 :])
    print(
        f"torch {torch.__version__}, {args.threads} threads, {args.optimizer} Adagrad: "
        f"{size / warm.mean():.0f} samples/s (mean), {size / np.median(warm):.0f} samples/s "
        f"(median step {np.median(warm) * 1e3:.2f} ms, tenth fastest of a hundred {warm[len(warm) // 10] * 1e3:.2f} ms, {np.mean(cpu[steps // 10 :]) * 1e3:.2f} ms CPU a step), loss {losses[0]:.5f} to {losses[-1]:.5f}"
    )
    if args.optimizer == "rowwise":
        ours = read(f"{args.directory}/losses.safetensors")[0]["loss"][:steps]
        difference = np.abs(ours - np.array(losses))
        print(f"largest difference of the loss over {steps} steps: {difference.max():.2e}")


main()
