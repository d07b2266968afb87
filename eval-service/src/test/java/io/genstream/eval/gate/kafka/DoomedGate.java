package io.genstream.eval.gate.kafka;

import io.genstream.schemas.KafkaConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** A gate in a process of its own, to be killed: arguments bootstrap servers, gate id, instance id, file that says
 * that it leads. */
final class DoomedGate {
    private DoomedGate() {}

    public static void main(String[] args) throws Exception {
        GateService gate = GateService.start(
                KafkaConnection.single(args[0]),
                GateSettings.defaults().withId(args[1]).withInstanceId(args[2]),
                (record, error) -> CompletableFuture.completedFuture(null),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        while (!gate.leading()) {
            Thread.sleep(50);
        }
        Files.writeString(Path.of(args[3]), "leading");
        Thread.sleep(Long.MAX_VALUE);
    }
}
