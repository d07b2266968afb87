package io.genstream.gateway.generation.kafka;

import io.genstream.gateway.generation.MadeBatch;
import io.genstream.gateway.generation.ResultWriter;
import io.genstream.schemas.avro.ImageBatch;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/** An Avro object container file of the very records that Kafka's consumers see; it brings its schema along. */
public final class ContainerWriter implements ResultWriter {
    private final OutputStream out;
    private final DataFileWriter<ImageBatch> file = new DataFileWriter<>(new SpecificDatumWriter<>(ImageBatch.class));
    private boolean begun;

    public ContainerWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(MadeBatch batch) throws IOException {
        if (!begun) {
            begun = true;
            file.create(ImageBatch.getClassSchema(), out);
        }
        file.append(Requests.toAvro(batch));
        file.flush();
    }

    @Override
    public void end() throws IOException {
        file.close();
    }
}
