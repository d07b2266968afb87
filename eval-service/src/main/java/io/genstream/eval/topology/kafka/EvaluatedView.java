package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.eval.publishing.kafka.RecordPublisher;
import io.genstream.schemas.Measures;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.avro.Evaluation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Keeps {@link EvaluatedVersions} as topic evaluations has it. Runs on the follower's thread. */
public final class EvaluatedView implements TopicFollower.Listener<Evaluation> {
    private final EvaluatedVersions evaluated;
    private final RecordPublisher publisher;

    public EvaluatedView(EvaluatedVersions evaluated, RecordPublisher publisher) {
        this.evaluated = evaluated;
        this.publisher = publisher;
    }

    @Override
    public void onRecord(String key, Evaluation evaluation, ConsumerRecord<String, byte[]> meta) {
        if (evaluation != null && evaluation.getMeasure().equals(Measures.FRECHET_DISTANCE)) {
            evaluated.add(
                    new EvaluationId(evaluation.getModel(), evaluation.getVersion(), evaluation.getRevision()),
                    evaluation.getDatasetId(),
                    evaluation.getExtractorSha256(),
                    evaluation.getN());
        }
    }

    @Override
    public void onPoison(ConsumerRecord<String, byte[]> record, SerializationException error) {
        publisher.deadLetter(record, error);
    }
}
