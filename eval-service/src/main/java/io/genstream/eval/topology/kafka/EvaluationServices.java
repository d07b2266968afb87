package io.genstream.eval.topology.kafka;

import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.evaluation.EvaluationQueue;
import io.genstream.eval.evaluation.Evaluator;
import io.genstream.eval.evaluation.VersionDirectory;
import io.genstream.eval.meters.EvalMeters;
import io.genstream.eval.reference.References;
import io.genstream.schemas.DeadLetters;
import java.time.Clock;

/** What the processors of the topology share; all of it is thread-safe. */
public record EvaluationServices(
        References references,
        VersionDirectory versions,
        EvaluatedVersions evaluated,
        EvaluationQueue queue,
        Evaluator evaluator,
        EvalMeters meters,
        DeadLetters deadLetters,
        Clock clock) {}
