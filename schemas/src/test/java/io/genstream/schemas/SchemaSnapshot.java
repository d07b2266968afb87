package io.genstream.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Writes released/ from the current schemas: run it before a release is tagged, and never change the files afterwards. */
final class SchemaSnapshot {
    private SchemaSnapshot() {}

    /** @param args the folder, src/main/resources/released */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        for (Topic<?> topic : Topics.all()) {
            Schema schema = SpecificData.get().getSchema(topic.valueType());
            Files.writeString(folder.resolve(schema.getName() + ".avsc"), schema.toString(true) + "\n");
        }
    }
}
