#!/usr/bin/env bash
# pyarrow's write_table has data_page_size, 1 MiB by default. It looks at how large a page has become once in write_batch_size values (1024), so a column of
# pictures of 100 kB gets pages of 100 MB, which a reader that goes page by page must hold whole. write_batch_size=8 keeps pages near what was asked for.
set -euo pipefail

version=26.0.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q --disable-pip-version-check install "pyarrow==$version"

cat > "$dir/pages.py" <<'P'
import random
import sys

import pyarrow
import pyarrow.parquet


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        shift += 7
        at += 1
        if data[at - 1] < 128:
            return value >> 1, at  # zigzag, not negative


def first_page(path):
    """Bytes of the first data page, unpacked: the second field of its header (Thrift, compact protocol)."""
    column = pyarrow.parquet.ParquetFile(path).metadata.row_group(0).column(0)
    data = open(path, "rb").read()
    _, at = varint(data, column.data_page_offset + 1)
    return varint(data, at + 1)[0]


pictures = pyarrow.table({"picture": [random.Random(i).randbytes(100_000) for i in range(1024)]})
sizes = {}
for batch in (1024, 8):
    path = "%s/%d.parquet" % (sys.argv[1], batch)
    pyarrow.parquet.write_table(
        pictures, path, data_page_size=1 << 20, write_batch_size=batch, use_dictionary=False, compression="none")
    sizes[batch] = first_page(path)
    print("data_page_size 1048576, write_batch_size %4d: a page of %d bytes" % (batch, sizes[batch]))
sys.exit(0 if sizes[1024] > 100_000_000 and sizes[8] < 2_000_000 else 1)
P
"$dir/venv/bin/python" "$dir/pages.py" "$dir"
