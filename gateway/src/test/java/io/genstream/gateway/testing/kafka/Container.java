package io.genstream.gateway.testing.kafka;

import io.genstream.schemas.avro.ImageBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.specific.SpecificDatumReader;

/** Reads an Avro object container file of image batches. */
public final class Container {
    private Container() {}

    /** A picture with what its batch says of it. */
    public record Picture(byte[] raw, List<Float> label, long seed, String version, boolean synthetic) {}

    /** Pictures by index. */
    public static Map<Long, Picture> read(byte[] file) {
        Map<Long, Picture> pictures = new TreeMap<>();
        try (DataFileReader<ImageBatch> reader =
                new DataFileReader<>(new SeekableByteArrayInput(file), new SpecificDatumReader<>(ImageBatch.class))) {
            for (ImageBatch batch : reader) {
                for (int i = 0; i < batch.getImages().size(); i++) {
                    byte[] raw = new byte[batch.getImages().get(i).remaining()];
                    batch.getImages().get(i).duplicate().get(raw);
                    pictures.put(
                            batch.getFirstImage() + i,
                            new Picture(
                                    raw,
                                    batch.getLabels().get(i),
                                    batch.getSeed(),
                                    batch.getVersion(),
                                    batch.getSynthetic()));
                }
            }
            return pictures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
