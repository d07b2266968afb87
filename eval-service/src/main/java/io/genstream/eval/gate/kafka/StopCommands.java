package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.GateDecision;
import io.genstream.eval.gate.StopOrder;
import io.genstream.eval.gate.TrainingRun;
import io.genstream.schemas.avro.Recipe;
import io.genstream.schemas.avro.RunAction;
import io.genstream.schemas.avro.RunCommand;
import java.time.Instant;

/** A stop order as the trainer reads it. */
final class StopCommands {
    private StopCommands() {}

    static RunCommand of(StopOrder order, Instant now) {
        TrainingRun run = order.run();
        Recipe recipe = Recipe.newBuilder()
                .setName(run.recipe())
                .setDatasetId(run.datasetId())
                .setModel(run.model())
                .setParameters(run.parameters())
                .build();
        return RunCommand.newBuilder()
                .setCommandId(order.commandId())
                .setAction(RunAction.STOP)
                .setRunId(run.runId())
                .setRecipe(recipe)
                .setReason(order.reason())
                .setBy(GateDecision.GATE)
                .setAt(now)
                .build();
    }
}
