package io.genstream.gateway.generation.kafka;

import io.genstream.gateway.generation.MadeBatch;
import io.genstream.gateway.generation.ResultWriter;
import io.genstream.schemas.avro.ImageBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/** An Avro object container file of the very records that Kafka's consumers see; it brings its schema along. */
public final class ContainerWriter implements ResultWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private DataFileWriter<ImageBatch> file;

    @Override
    public byte[] write(MadeBatch batch) {
        try {
            if (file == null) {
                file = new DataFileWriter<>(new SpecificDatumWriter<>(ImageBatch.class));
                file.create(ImageBatch.getClassSchema(), bytes);
            }
            file.append(Requests.toAvro(batch));
            file.flush();
            return drain();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    @Override
    public byte[] end() {
        try {
            file.close();
            return drain();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private byte[] drain() {
        byte[] ready = bytes.toByteArray();
        bytes.reset();
        return ready;
    }
}
