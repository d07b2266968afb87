package io.genstream.trainer.run.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.TrainingProgress;
import io.genstream.trainer.kafka.Following;
import io.genstream.trainer.run.Run;
import io.genstream.trainer.run.RunCoordinator;
import io.genstream.trainer.run.RunLog;
import io.genstream.trainer.run.RunLogException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topic runs as the durable queue of runs. Thread-safe. */
public final class RunsTopic implements RunLog, AutoCloseable {
    private static final Outlet<io.genstream.schemas.avro.Run> RUNS = new Outlet<>(Topics.RUNS, Writer.TRAINER);
    /** For the null that says that a run's progress is of no use any more. */
    private static final Outlet<TrainingProgress> PROGRESS = new Outlet<>(Topics.TRAINING_PROGRESS, Writer.TRAINER);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaProducer<String, io.genstream.schemas.avro.Run> producer;

    public RunsTopic(KafkaConnection connection, String clientId) {
        Map<String, Object> configs = connection.producer(clientId + "-runs");
        this.producer = new KafkaProducer<>(configs, new StringSerializer(), RUNS.serializer(configs));
    }

    /** Tells the coordinator of every run, ours and others'. */
    public static TopicFollower<io.genstream.schemas.avro.Run> follow(Following following, RunCoordinator coordinator) {
        return following.follow(Topics.RUNS, handler(coordinator));
    }

    /** What another instance has just written must be known before its runs are taken up. */
    public static void refresh(Following following, RunCoordinator coordinator, Duration patience) {
        following.refresh(Topics.RUNS, handler(coordinator), patience);
    }

    private static Following.Handler<io.genstream.schemas.avro.Run> handler(RunCoordinator coordinator) {
        return (runId, run, offset) ->
                coordinator.observe(runId, run == null ? null : RunRecords.fromAvro(run), offset);
    }

    @Override
    public long save(Run run) {
        return send(RUNS.record(run.runId(), RunRecords.toAvro(run)));
    }

    @Override
    public void forget(String runId) {
        var unusedProgress = send(new ProducerRecord<>(PROGRESS.name(), runId, null));
        var unusedRun = send(RUNS.tombstone(runId));
    }

    private long send(ProducerRecord<String, io.genstream.schemas.avro.Run> record) {
        try {
            return producer.send(record)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new RunLogException(
                    "Run " + record.key() + " was not written to topic " + record.topic() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunLogException("Interrupted while writing run " + record.key(), e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(500));
    }
}
