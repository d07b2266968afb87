package io.genstream.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Schemas of earlier releases, by full name: a topic outlives a release, and single-object encoding names a schema only by its
 * fingerprint. The folder {@code released/} holds one self-contained schema a record; it is frozen when a release is tagged.
 */
final class ReleasedSchemas {
    private ReleasedSchemas() {}

    static List<Schema> of(Schema current) {
        String resource = "/released/" + current.getName() + ".avsc";
        try (InputStream in = ReleasedSchemas.class.getResourceAsStream(resource)) {
            return in == null ? List.of() : List.of(new Schema.Parser().parse(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource + " from the schemas jar", e);
        }
    }
}
