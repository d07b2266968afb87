package io.genstream.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file in which {@link CrashingBroker} notes how many records were acknowledged, for {@link BrokerCrashIT}. */
record Acknowledgements(Path file) {

    void note(int count) throws IOException {
        Files.writeString(file, count + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    int latest() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? 0 : Integer.parseInt(lines.get(lines.size() - 1));
    }
}
