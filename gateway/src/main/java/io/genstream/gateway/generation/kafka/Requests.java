package io.genstream.gateway.generation.kafka;

import io.genstream.gateway.generation.GenerationOrder;
import io.genstream.gateway.generation.GenerationOrder.LatentChoice;
import io.genstream.gateway.generation.GenerationOrder.Part;
import io.genstream.gateway.generation.MadeBatch;
import io.genstream.gateway.generation.PartOutcome;
import io.genstream.schemas.avro.Condition;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.ImageBatch;
import io.genstream.schemas.avro.Interpolation;
import io.genstream.schemas.avro.Latent;
import io.genstream.schemas.avro.RequestOutcome;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/** Requests, batches and outcomes between their domain records and Avro. Stateless. */
final class Requests {
    private Requests() {}

    /** Always RAW: the gateway encodes what its clients want. */
    static GenerationRequest toAvro(GenerationOrder order, Part part, int replyPartition) {
        return GenerationRequest.newBuilder()
                .setRequestId(order.requestId())
                .setModel(order.version().model())
                .setVersion(order.version().version())
                .setFirstImage(part.firstImage())
                .setCount(part.count())
                .setRequestImages(order.count())
                .setBatchSize(order.batchImages())
                .setSeed(order.seed())
                .setLatent(latent(order.latent()))
                .setCondition(Condition.newBuilder().setRows(order.conditions()).build())
                .setEncoding(Encoding.RAW)
                .setWithLatents(order.latent().withLatents())
                .setPriority(order.priority())
                .setDeadline(order.deadline().orElse(null))
                .setReplyPartition(replyPartition)
                .setCreatedAt(order.acceptedAt())
                .build();
    }

    private static Latent latent(LatentChoice choice) {
        Latent.Builder latent = Latent.newBuilder().setSigma(choice.sigma()).setVectors(choice.vectors());
        choice.truncation().ifPresent(latent::setTruncation);
        choice.path()
                .ifPresent(path -> latent.setInterpolation(Interpolation.newBuilder()
                        .setToSeed(path.toSeed())
                        .setSteps(path.steps())
                        .build()));
        return latent.build();
    }

    /** @throws SerializationException where the batch contradicts itself */
    static MadeBatch fromAvro(ImageBatch batch) {
        long size = (long) batch.getHeight() * batch.getWidth() * batch.getChannels();
        List<byte[]> images = batch.getImages().stream().map(Requests::bytes).toList();
        if (batch.getEncoding() != Encoding.RAW || images.stream().anyMatch(image -> image.length != size)) {
            throw new SerializationException(
                    "A batch of request " + batch.getRequestId() + " does not hold RAW images of " + batch.getHeight()
                            + "x" + batch.getWidth() + "x" + batch.getChannels());
        }
        return new MadeBatch(
                batch.getRequestId(),
                batch.getFirstImage(),
                batch.getRequestImages(),
                batch.getModel(),
                batch.getVersion(),
                batch.getSeed(),
                batch.getHeight(),
                batch.getWidth(),
                batch.getChannels(),
                images,
                batch.getLabels(),
                batch.getLatents(),
                batch.getAt());
    }

    static ImageBatch toAvro(MadeBatch batch) {
        return ImageBatch.newBuilder()
                .setRequestId(batch.requestId())
                .setFirstImage(batch.firstImage())
                .setRequestImages(batch.requestImages())
                .setModel(batch.model())
                .setVersion(batch.version())
                .setSeed(batch.seed())
                .setHeight(batch.height())
                .setWidth(batch.width())
                .setChannels(batch.channels())
                .setEncoding(Encoding.RAW)
                .setImages(batch.images().stream().map(ByteBuffer::wrap).toList())
                .setLabels(batch.labels())
                .setLatents(batch.latents())
                .setAt(batch.madeAt())
                .build();
    }

    static PartOutcome fromAvro(RequestOutcome outcome) {
        return new PartOutcome(
                outcome.getRequestId(),
                outcome.getFirstImage(),
                outcome.getCount(),
                outcome.getRequestImages(),
                PartOutcome.State.valueOf(outcome.getState().name()),
                outcome.getModel(),
                Optional.ofNullable(outcome.getVersion()),
                outcome.getPartition(),
                outcome.getOffsets(),
                Optional.ofNullable(outcome.getCode()),
                Optional.ofNullable(outcome.getMessage()));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
