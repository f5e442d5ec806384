"""LightGBM's C API on one thread, asked by RankerMain so that both are measured in turn.

peer.py DIR TREES LEAVES INPUTS: trains on synthetic rows with missing values, writes model.json (dump_model),
rows.bin and labels.bin (float32) to DIR, prints "ready", then answers commands, one a line:
  time BATCH CALLS   nanoseconds per row, mean over CALLS calls that walk through the rows
  scores             writes scores.bin (float64), probabilities of all rows
"""
import ctypes
import json
import sys
import time
from pathlib import Path

import lightgbm
import numpy as np

directory, trees, leaves, inputs = Path(sys.argv[1]), *map(int, sys.argv[2:5])
SIZE = 20_000
random = np.random.default_rng(7)
rows = random.standard_normal((SIZE, inputs)).astype(np.float32)
logit = rows[:, 0] + rows[:, 1] * rows[:, 2] + np.sin(3 * rows[:, 3]) + 0.3 * rows[:, 4:20].sum(axis=1)
labels = (logit + random.logistic(size=SIZE) > 1).astype(np.float32)
rows[:, : inputs // 4][random.random((SIZE, inputs // 4)) < 0.15] = np.nan
booster = lightgbm.train(
    {"objective": "binary", "num_leaves": leaves, "min_data_in_leaf": 20, "learning_rate": 0.1, "num_threads": 2,
     "verbosity": -1, "seed": 7, "deterministic": True},
    lightgbm.Dataset(rows, labels), trees)
(directory / "model.json").write_text(json.dumps(booster.dump_model()))
rows.tofile(directory / "rows.bin")
labels.tofile(directory / "labels.bin")

library = lightgbm.basic._LIB
handle = booster._handle
out = np.zeros(SIZE, np.float64)
length = ctypes.c_int64()
parameters = ctypes.c_char_p(b"num_threads=1")
FLOAT32, NORMAL, ROW_MAJOR = 0, 0, 1
fast = ctypes.c_void_p()
assert library.LGBM_BoosterPredictForMatSingleRowFastInit(
    handle, NORMAL, 0, -1, FLOAT32, inputs, parameters, ctypes.byref(fast)) == 0


def predict(begin, count):
    data = ctypes.c_void_p(rows.ctypes.data + begin * inputs * 4)
    result = ctypes.cast(out.ctypes.data + begin * 8, ctypes.POINTER(ctypes.c_double))
    if count == 1:
        status = library.LGBM_BoosterPredictForMatSingleRowFast(fast, data, ctypes.byref(length), result)
    else:
        status = library.LGBM_BoosterPredictForMat(
            handle, data, FLOAT32, ctypes.c_int32(count), ctypes.c_int32(inputs), ROW_MAJOR, NORMAL, 0, -1,
            parameters, ctypes.byref(length), result)
    assert status == 0


print("ready", flush=True)
for line in sys.stdin:
    words = line.split()
    if words[0] == "time":
        batch, calls = int(words[1]), int(words[2])
        begins = [(c * batch) % (SIZE - batch) for c in range(calls)]
        start = time.perf_counter_ns()
        for begin in begins:
            predict(begin, batch)
        print((time.perf_counter_ns() - start) / (calls * batch), flush=True)
    else:
        predict(0, SIZE)
        out.tofile(directory / "scores.bin")
        print("written", flush=True)
