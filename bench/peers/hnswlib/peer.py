"""hnswlib C++ on vectors that IndexMain wrote, driven line by line over standard input.

build M EF_CONSTRUCTION THREADS -> seconds, CPU seconds (of loading, if there is a file);  search EF -> recall, queries a second (wall), queries a CPU second.
One thread, one batch of all queries in a call, so Python costs nothing that counts.
"""

import os
import sys
import time

import hnswlib
import numpy

directory, dim, k = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
items = numpy.fromfile(directory + "/items.f32", dtype="<f4").reshape(-1, dim)
queries = numpy.fromfile(directory + "/queries.f32", dtype="<f4").reshape(-1, dim)
truth = numpy.fromfile(directory + "/truth.i32", dtype="<i4").reshape(-1, k)
index = hnswlib.Index(space="ip", dim=dim)

for line in sys.stdin:
    words = line.split()
    if words[0] == "build":
        cpu, start = time.process_time(), time.time()
        file = directory + "/hnswlib.bin"
        if os.path.exists(file):
            index.load_index(file, max_elements=len(items))
        else:
            index.init_index(max_elements=len(items), M=int(words[1]), ef_construction=int(words[2]), random_seed=1)
            index.add_items(items, num_threads=int(words[3]))
            index.save_index(file)
        print(time.time() - start, time.process_time() - cpu, flush=True)
    elif words[0] == "search":
        index.set_ef(int(words[1]))
        cpu, start = time.process_time(), time.time()
        labels, _ = index.knn_query(queries, k=k, num_threads=1)
        wall, cpu = time.time() - start, time.process_time() - cpu
        hits = sum(len(numpy.intersect1d(a, b)) for a, b in zip(labels, truth))
        print(hits / truth.size, len(queries) / wall, len(queries) / cpu, flush=True)
    else:
        break
