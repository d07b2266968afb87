package io.genstream.inference.version.kafka;

import io.genstream.inference.delivery.kafka.RecordSender;
import io.genstream.inference.version.VersionReport;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.ServingState;
import io.genstream.schemas.avro.ServingStatus;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells on serving-status where each version stands in this instance, on every change and with every heartbeat. */
public final class StatusPublisher {
    private static final Outlet<ServingStatus> STATUS = new Outlet<>(Topics.SERVING_STATUS, Writer.INFERENCE);
    private static final Logger LOGGER = LoggerFactory.getLogger(StatusPublisher.class);

    private final RecordSender sender;
    private final String instance;
    private final Clock clock;

    public StatusPublisher(RecordSender sender, String instance, Clock clock) {
        this.sender = sender;
        this.instance = instance;
        this.clock = clock;
    }

    public void publish(VersionReport report) {
        ServingStatus status = ServingStatus.newBuilder()
                .setInstance(instance)
                .setModel(report.key().model())
                .setVersion(report.key().version())
                .setState(ServingState.valueOf(report.state().name()))
                .setReason(report.reason())
                .setExecutionProvider(report.executionProvider())
                .setHeartbeat(clock.instant())
                .build();
        var unused = sender.send(STATUS, STATUS.record(instance + "/" + report.key(), status))
                .whenComplete((metadata, error) -> {
                    if (error != null) {
                        LOGGER.warn("Status of {} was not published: {}", report.key(), error.getMessage());
                    }
                });
    }
}
