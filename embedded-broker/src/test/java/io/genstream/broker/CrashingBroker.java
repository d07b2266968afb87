package io.genstream.broker;

import java.nio.file.Path;

/**
 * The victim of {@link BrokerCrashIT}: a process that runs a broker and writes records for as long as it lives.
 * Arguments: data directory, topic, file for the acknowledged counts.
 */
final class CrashingBroker {
    private static final int STEP = 50;

    private CrashingBroker() {}

    public static void main(String[] args) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(Path.of(args[0])));
        Acknowledgements acknowledgements = new Acknowledgements(Path.of(args[2]));
        Records.createTopic(broker.bootstrapServers(), args[1]);
        for (int written = 0; ; written += STEP) {
            Records.write(broker.bootstrapServers(), args[1], written, written + STEP);
            acknowledgements.note(written + STEP);
        }
    }
}
