"""Labelled synthetic pictures as an endless supply of training batches, by HTTP and with nothing but the standard library.

    for pictures, labels in SyntheticDataset("http://localhost:8080", "digits-cgan", images=10_000).batches(64):
        ...

Pictures arrive while they are made: the answer is a tar (WebDataset) that is read as a stream, so that an epoch of any size
takes the memory of one batch. The same seed gives the same pictures; a new one each epoch never repeats any.
"""

import json
import sys
import tarfile
import urllib.error
import urllib.request


class SyntheticDataset:
    def __init__(self, url, model, images, labels=None, version=None, seed=0, timeout_seconds=60):
        self._url = url
        self._order = {"model": model, "count": images, "seed": seed}
        if labels is not None:
            self._order["labels"] = labels
        if version is not None:
            self._order["version"] = version
        self._timeout_seconds = timeout_seconds

    def __iter__(self):
        """(PNG bytes, annotation) of each picture; the annotation has label, labelName, seed, index, model and version."""
        request = urllib.request.Request(
            self._url + "/v1/generations",
            data=json.dumps(self._order).encode(),
            headers={
                "Content-Type": "application/json",
                "Accept": "application/x-tar",
                "Prefer": f"wait={self._timeout_seconds}",
            },
        )
        try:
            answer = urllib.request.urlopen(request, timeout=self._timeout_seconds)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            raise RuntimeError(f"{problem['code']}: {problem['detail']} {problem.get('violations', '')}") from None
        picture = None
        with answer, tarfile.open(fileobj=answer, mode="r|") as tar:
            for entry in tar:
                content = tar.extractfile(entry).read()
                if entry.name.endswith(".json"):
                    yield picture, json.loads(content)
                else:
                    picture = content

    def batches(self, size):
        """Lists of at most that many pictures (PNG bytes), and their labels."""
        pictures, labels = [], []
        for picture, annotation in self:
            pictures.append(picture)
            labels.append(annotation["label"])
            if len(pictures) == size:
                yield pictures, labels
                pictures, labels = [], []
        if pictures:
            yield pictures, labels


def main(url, model, images):
    seen = {}
    dataset = SyntheticDataset(url, model, int(images), seed=1)
    for step, (pictures, labels) in enumerate(dataset.batches(64)):
        # with PyTorch: torch.stack([torchvision.io.decode_png(torch.frombuffer(bytearray(p), dtype=torch.uint8)) for p in pictures])
        assert all(picture.startswith(b"\x89PNG") for picture in pictures)
        for label in labels:
            seen[str(label)] = seen.get(str(label), 0) + 1
        print(f"step {step}: {len(pictures)} pictures")
    print(f"{sum(seen.values())} pictures of {len(seen)} labels: {seen}")


if __name__ == "__main__":
    main(*sys.argv[1:])
