package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.evaluation.EvaluationId;
import io.genstream.schemas.Measures;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.avro.Evaluation;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps {@link EvaluatedVersions} as topic evaluations has it. Runs on the follower's thread. */
public final class EvaluatedView implements TopicFollower.Listener<Evaluation> {
    private final EvaluatedVersions evaluated;

    public EvaluatedView(EvaluatedVersions evaluated) {
        this.evaluated = evaluated;
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
}
