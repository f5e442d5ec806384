"""Seconds per iteration of Slate's ALS and of `implicit` (CPU, conjugate gradient), measured in turns.

compare.py peer   [--data ml-1m|synthetic] [--ranks 64,128,256] [--rounds 5] [--threads 2] [--java java]
compare.py growth [--pairs 1,3,10,30] [--ranks 64] [--heap 12g]      Slate alone; millions of pairs, exponent, memory
compare.py spark  [--data ml-1m|synthetic] [--ranks 64]              Slate and spark-mllib

Build first: mvn -q -Pquick -DskipTests -pl bench/training -am package
Both minimise  sum over observed (1 + a0)(1 - x)^2 + a0 sum over others x^2 + reg (|u|^2 + |i|^2)  from the same start: `implicit`
has it with confidence 1 + 1/a0 and regularisation reg/a0. The loss of its factors is computed here, that of Slate's by Slate.
Slate takes 2 preconditioned steps of conjugate gradient, `implicit` its own 3 plain ones: compare the losses.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import scipy.sparse as sparse

ROOT = Path(__file__).resolve().parents[3]
A0, REG, STEPS, PEER_STEPS = 0.1, 1.0, 2, 3
SPARK_REG = 0.05


def movielens():
    with gzip.open(ROOT / "../shared/datasets/ml-1m/ratings.dat.gz", "rt", encoding="latin-1") as lines:
        rows = np.array([line.split("::")[:2] for line in lines], dtype=np.int64)
    _, user = np.unique(rows[:, 0], return_inverse=True)
    _, item = np.unique(rows[:, 1], return_inverse=True)
    return matrix(user, item, user.max() + 1, item.max() + 1)


def matrix(user, item, users, items):
    data = sparse.csr_matrix((np.ones(len(user), np.float32), (user, item)), (users, items))
    data.sum_duplicates()
    data.data[:] = 1
    data.sort_indices()
    return data


def synthetic(pairs, users, items, groups=64, seed=7):
    """Lognormal activity, Zipf items, and seven in ten choices from the user's own group of items."""
    random = np.random.default_rng(seed)
    activity = random.lognormal(0, 1, users)
    popularity = 1 / (np.arange(items) + 10.0)
    drawn = int(pairs * 1.8)
    user = np.repeat(np.arange(users), random.multinomial(drawn, activity / activity.sum()))
    item = np.searchsorted(np.cumsum(popularity / popularity.sum()), random.random(drawn)).clip(0, items - 1)
    own = random.random(drawn) < 0.7
    item = np.where(own, np.minimum(item - item % groups + user % groups, items - 1), item)
    data = matrix(user, item, users, items)
    if data.nnz > pairs:
        coo = data.tocoo()
        keep = np.sort(random.choice(data.nnz, pairs, replace=False))
        data = matrix(coo.row[keep], coo.col[keep], users, items)
    return data


def dataset(name):
    return movielens() if name == "ml-1m" else synthetic(11_000_000, 138_000, 27_000)


def write(data, path):
    header = np.array([data.shape[0], data.shape[1], data.nnz], np.int32)
    with open(path, "wb") as out:
        for part in (header, data.indptr.astype(np.int32), data.indices.astype(np.int32)):
            part.tofile(out)


def command(args, heap, main, *rest):
    module = ROOT / "bench/training/target"
    opens = [f"--add-opens=java.base/{p}=ALL-UNNAMED" for p in
             ("java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util",
              "java.util.concurrent", "java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs", "sun.security.action",
              "sun.util.calendar")]
    return [args.java, f"-Xmx{heap}", "--add-modules", "jdk.incubator.vector", *opens, "-cp",
            f"{module}/classes:{(module / 'classpath').read_text().strip()}",
            f"dev.slate.bench.training.{main}", *map(str, rest)]


class Slate:
    def __init__(self, args, path, form, reg, exponent, rank, heap="4g"):
        self.process = subprocess.Popen(
            command(args, heap, "AlsLoop", path, form, A0, reg, exponent, rank, args.steps, args.threads),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return [float(word) for word in self.process.stdout.readline().split()]

    def loss(self):
        return self.ask("loss")[0]

    def iterate(self):
        return self.ask("iterate")

    def peak_gb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1e6

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Implicit:
    def __init__(self, args, data, rank, items):
        from implicit.cpu.als import AlternatingLeastSquares

        self.data = data.copy()
        self.data.data[:] = 1 + 1 / A0
        self.model = AlternatingLeastSquares(
            factors=rank, regularization=REG / A0, alpha=1.0, iterations=1, num_threads=args.threads, use_cg=True)
        self.model.cg_steps = PEER_STEPS
        self.model.item_factors = items
        self.model.user_factors = np.zeros((data.shape[0], rank), np.float32)

    def iterate(self):
        """Wall and CPU seconds, without what `fit` does before its first iteration."""
        seconds = []
        solver = self.model.solver

        def timed(*args, **kwargs):
            wall, cpu = time.perf_counter(), time.process_time()
            solver(*args, **kwargs)
            seconds.append((time.perf_counter() - wall, time.process_time() - cpu))

        type(self.model).solver = property(lambda model: timed)
        self.model.fit(self.data, show_progress=False)
        type(self.model).solver = property(lambda model: solver)
        return np.sum(seconds, axis=0)

    def loss(self):
        x, y = self.model.user_factors.astype(np.float64), self.model.item_factors.astype(np.float64)
        total = A0 * np.sum((x.T @ x) * (y.T @ y)) + REG * (np.sum(x * x) + np.sum(y * y))
        for begin in range(0, x.shape[0], 2000):
            part = self.data[begin : begin + 2000].tocoo()
            score = np.einsum("ij,ij->i", x[begin + part.row], y[part.col])
            total += np.sum(score * score - 2 * (1 + A0) * score + (1 + A0))
        return total


def median(slate, args):
    for _ in range(args.warmup):
        slate.iterate()
    return np.median([slate.iterate() for _ in range(args.rounds)], axis=0)


def peer(args):
    data = dataset(args.data)
    print(f"{args.data}: {data.shape[0]} users, {data.shape[1]} items, {data.nnz} pairs, {args.threads} threads")
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "pairs"
        write(data, path)
        for rank in args.ranks:
            slate = Slate(args, path, "spark", REG, 0, rank)
            slate.ask(f"items {directory}/items")
            items = np.fromfile(Path(directory) / "items", np.float32).reshape(-1, rank)
            other = Implicit(args, data, rank, items)
            for _ in range(args.warmup):
                slate.iterate(), other.iterate()
            times = np.array([(slate.iterate(), other.iterate()) for _ in range(args.rounds)])
            (wall, cpu), (peer_wall, peer_cpu) = np.median(times, axis=0)
            best = times.min(axis=0)[:, 0]
            print(f"d {rank}: slate {wall:.3f} s ({cpu:.3f} s CPU), implicit {peer_wall:.3f} s ({peer_cpu:.3f} s CPU), "
                  f"ratio {peer_wall / wall:.2f} (CPU {peer_cpu / cpu:.2f}, best {best[0]:.3f} and {best[1]:.3f}: {best[1] / best[0]:.2f}); "
                  f"loss after {args.warmup + args.rounds}: {slate.loss():.6e} and {other.loss():.6e}", flush=True)
            slate.close()


def growth(args):
    times = []
    with tempfile.TemporaryDirectory() as directory:
        for millions in args.pairs:
            pairs = int(millions * 1e6)
            data = synthetic(pairs, pairs // 80, pairs // 400)
            write(data, Path(directory) / "pairs")
            for rank in args.ranks:
                slate = Slate(args, Path(directory) / "pairs", "ials", 0.003, 1, rank, args.heap)
                wall, cpu = median(slate, args)
                times.append((data.nnz, cpu))
                print(f"{data.nnz} pairs, {data.shape[0]} users, {data.shape[1]} items, d {rank}: "
                      f"{wall:.3f} s ({cpu:.3f} s CPU), peak {slate.peak_gb():.2f} GB resident (-Xmx{args.heap})", flush=True)
                slate.close()
    if len(args.ranks) == 1 and len(times) > 1:
        x, y = np.log(np.array(times)).T
        print(f"exponent of CPU seconds {np.polyfit(x, y, 1)[0]:.3f}")


def spark(args):
    data = dataset(args.data)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "pairs"
        write(data, path)
        for rank in args.ranks:
            slate = Slate(args, path, "spark", SPARK_REG, 1, rank)
            mine, cpu = median(slate, args)
            loss = slate.loss()
            slate.close()
            run = subprocess.run(command(args, "8g", "SparkAls", path, A0, SPARK_REG, rank, args.warmup + args.rounds - 1),
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
            other = json.loads(run.stdout.strip().splitlines()[-1])
            print(f"{args.data} d {rank}: slate {mine:.3f} s ({cpu:.3f} s CPU), spark-mllib {other['seconds']:.3f} s ({other['cpu']:.3f} s CPU), "
                  f"ratio {other['seconds'] / mine:.1f} (CPU {other['cpu'] / cpu:.1f}); "
                  f"loss after {args.warmup + args.rounds}: {loss:.6e} and {other['loss']:.6e}", flush=True)


def numbers(kind):
    return lambda text: [kind(part) for part in text.split(",")]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["peer", "growth", "spark"])
    parser.add_argument("--data", default="ml-1m", choices=["ml-1m", "synthetic"])
    parser.add_argument("--ranks", type=numbers(int), default=[64])
    parser.add_argument("--pairs", type=numbers(float), default=[1, 3, 10, 30])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--warmup", type=int, default=2, help="iterations before, while the JVM still compiles")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--heap", default="12g")
    parser.add_argument("--java", default="java")
    args = parser.parse_args()
    sys.exit({"peer": peer, "growth": growth, "spark": spark}[args.mode](args))
