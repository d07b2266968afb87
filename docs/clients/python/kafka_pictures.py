"""Asks for pictures straight from Kafka and reads them back, without the gateway: fastavro and confluent-kafka.

    python kafka_pictures.py localhost:9092 digits-cgan 20 SCHEMAS

SCHEMAS is schemas/src/main/resources/released of this repository. A value is an Avro single object: C3 01, the CRC-64-AVRO
fingerprint of its schema (8 bytes, little endian), the record.
"""

import io
import sys
import time
import uuid
from pathlib import Path

import confluent_kafka
import fastavro
import fastavro.schema

MARKER = b"\xc3\x01"


class Records:
    """Encodes and decodes the records of one topic. A writer with a newer schema would need its schema here, too."""

    def __init__(self, folder, name):
        self._schema = fastavro.schema.load_schema(str(Path(folder) / f"{name}.avsc"))
        canonical = fastavro.schema.to_parsing_canonical_form(self._schema)
        fingerprint = fastavro.schema.fingerprint(canonical, "CRC-64-AVRO")  # hex, little endian
        self._head = MARKER + bytes.fromhex(fingerprint)

    def encode(self, record):
        out = io.BytesIO()
        out.write(self._head)
        fastavro.schemaless_writer(out, self._schema, record)
        return out.getvalue()

    def decode(self, value):
        if not value.startswith(self._head):
            raise ValueError(f"written with another schema: {value[:10].hex()}")
        return fastavro.schemaless_reader(io.BytesIO(value[len(self._head):]), self._schema)


def ask(servers, folder, model, count):
    request_id = f"python-{uuid.uuid4()}"
    request = {
        "requestId": request_id,
        "model": model,
        "version": None,
        "count": count,
        "requestImages": count,
        "batchSize": 8,
        "seed": 7,
        "latent": {},
        "condition": {},
        "encoding": "PNG",
        "createdAt": int(time.time() * 1000),
    }
    producer = confluent_kafka.Producer({"bootstrap.servers": servers, "linger.ms": 0, "enable.idempotence": True})
    producer.produce("generation-requests", key=request_id, value=Records(folder, "GenerationRequest").encode(request))
    producer.flush()
    return request_id


def pictures(consumer, folder, request_id, count, patience_seconds=60):
    """Index -> (PNG, label); a batch that comes twice holds the same pictures."""
    batches = Records(folder, "ImageBatch")
    found = {}
    until = time.monotonic() + patience_seconds
    while len(found) < count:
        if time.monotonic() > until:
            raise TimeoutError(f"{len(found)} of {count} pictures of {request_id} came; is it in request-failures?")
        message = consumer.poll(0.2)
        if message is None or message.error() or message.key() != request_id.encode():
            continue
        batch = batches.decode(message.value())
        for i, picture in enumerate(batch["images"]):
            found[batch["firstImage"] + i] = (picture, batch["labels"][i])
    return found


def main(servers, model, count, folder):
    consumer = confluent_kafka.Consumer(
        {"bootstrap.servers": servers, "group.id": f"python-{uuid.uuid4()}", "isolation.level": "read_committed",
         "enable.auto.commit": False}
    )
    topic = consumer.list_topics("image-batches", timeout=10).topics["image-batches"]
    ends = []
    for partition in topic.partitions:
        place = confluent_kafka.TopicPartition("image-batches", partition)
        ends.append(confluent_kafka.TopicPartition("image-batches", partition, consumer.get_watermark_offsets(place)[1]))
    consumer.assign(ends)  # from here on, before the question is asked
    request_id = ask(servers, folder, model, int(count))
    found = pictures(consumer, folder, request_id, int(count))
    consumer.close()
    assert all(picture.startswith(b"\x89PNG") for picture, _ in found.values())
    print(f"{len(found)} pictures, labels {[label for _, label in sorted(found.values(), key=lambda f: f[1])]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
