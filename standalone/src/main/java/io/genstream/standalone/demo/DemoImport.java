package io.genstream.standalone.demo;

import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.gateway.datasets.kafka.DatasetWriter;
import io.genstream.schemas.KafkaConnection;
import io.genstream.standalone.demo.Digits.Digit;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the bundled digits into the log once, beside the start of everything else. The revision is announced after
 * all records, and their ids are the same every time: an import that was cut off goes on at the next start.
 */
public final class DemoImport implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DemoImport.class);

    private final KafkaConnection kafka;
    private final Thread thread;
    private volatile boolean closing;

    private DemoImport(KafkaConnection kafka) {
        this.kafka = kafka;
        this.thread = new Thread(this::run, "demo-import");
        thread.setDaemon(true);
    }

    /** Returns at once; the import runs in a thread of its own. */
    public static DemoImport start(KafkaConnection kafka) {
        DemoImport demo = new DemoImport(kafka);
        demo.thread.start();
        return demo;
    }

    /** Cuts the import off if it still runs. Not by an interrupt, which Kafka's clients answer with a broken close. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }

    private void run() {
        try (DatasetWriter writer = new DatasetWriter(kafka, Clock.systemUTC())) {
            importOnce(writer, () -> closing);
        } catch (CancellationException e) {
            LOGGER.info("the import of the bundled digits was cut off, the next start goes on with it");
        } catch (IOException | RuntimeException e) {
            if (!closing) {
                LOGGER.error("the bundled digits were not imported; the next start tries again", e);
            }
        }
    }

    /**
     * The revision that was written; empty if the digits are there, or were and somebody deleted them.
     *
     * @throws CancellationException if {@code cancelled} became true on the way
     */
    static Optional<DatasetRevision> importOnce(DatasetWriter writer, BooleanSupplier cancelled) throws IOException {
        long known = writer.lastRevision(Digits.DATASET_ID);
        if (known > 0) {
            LOGGER.debug("the digits were imported before, as revision {}", known);
            return Optional.empty();
        }
        Iterator<DatasetImage> images =
                Digits.load().stream().map(DemoImport::image).iterator();
        DatasetRevision revision = writer.write(description(), images, count -> {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
        });
        LOGGER.info(
                "imported the bundled digits as data set {}, revision {}: {}",
                Digits.DATASET_ID,
                revision.revision(),
                revision.counts());
        return Optional.of(revision);
    }

    private static DatasetDescription description() {
        return new DatasetDescription(
                Digits.DATASET_ID, LabelMeaning.CLASS, Digits.CLASS_NAMES, Digits.SIZE, Digits.SIZE, 1, Digits.LICENCE);
    }

    private static DatasetImage image(Digit digit) {
        return DatasetImage.raw(
                digit.recordId(),
                digit.pixels().raw(),
                digit.pixels().height(),
                digit.pixels().width(),
                digit.pixels().channels(),
                List.of((float) digit.label()),
                digit.test() ? DatasetSplit.TEST : DatasetSplit.TRAIN);
    }
}
