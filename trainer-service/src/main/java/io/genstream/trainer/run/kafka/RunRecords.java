package io.genstream.trainer.run.kafka;

import io.genstream.schemas.avro.Recipe;
import io.genstream.trainer.run.RecipeSpec;
import io.genstream.trainer.run.Run;
import io.genstream.trainer.run.RunCommand;
import io.genstream.trainer.run.RunState;
import java.time.Instant;
import java.util.Optional;

/** Converts runs and commands to and from their Avro form. Stateless. */
final class RunRecords {
    private RunRecords() {}

    static io.genstream.schemas.avro.Run toAvro(Run run) {
        return io.genstream.schemas.avro.Run.newBuilder()
                .setRunId(run.runId())
                .setState(io.genstream.schemas.avro.RunState.valueOf(run.state().name()))
                .setRecipe(Recipe.newBuilder()
                        .setName(run.recipe().name())
                        .setDatasetId(run.recipe().datasetId())
                        .setModel(run.recipe().model())
                        .setParameters(run.recipe().parameters())
                        .build())
                .setRevision(run.revision())
                .setOwner(run.owner())
                .setLastCheckpoint(run.lastCheckpoint().orElse(null))
                .setStep(run.step())
                .setImagesSeen(run.imagesSeen())
                .setReason(run.reason())
                .setStartedAt(run.startedAt())
                .setUpdatedAt(run.updatedAt())
                .setCommandAt(run.commandAt())
                .build();
    }

    static Run fromAvro(io.genstream.schemas.avro.Run run) {
        return new Run(
                run.getRunId(),
                RunState.valueOf(run.getState().name()),
                fromAvro(run.getRecipe()),
                run.getRevision(),
                run.getOwner(),
                Optional.ofNullable(run.getLastCheckpoint()),
                run.getStep(),
                run.getImagesSeen(),
                run.getReason(),
                run.getStartedAt(),
                run.getUpdatedAt(),
                run.getCommandAt());
    }

    /**
     * @param given when it was given, by a clock that orders the commands of all partitions
     * @throws IllegalArgumentException if no run can be written down for it
     */
    static RunCommand fromAvro(io.genstream.schemas.avro.RunCommand command, Instant given) {
        if (command.getRunId().isBlank()) {
            throw new IllegalArgumentException("the command names no run: give it a runId");
        }
        return new RunCommand(
                command.getCommandId(),
                command.getDeletes()
                        ? RunCommand.Action.DELETE
                        : RunCommand.Action.valueOf(command.getAction().name()),
                command.getRunId(),
                fromAvro(command.getRecipe()),
                command.getReason(),
                command.getBy(),
                given);
    }

    private static RecipeSpec fromAvro(Recipe recipe) {
        return new RecipeSpec(recipe.getName(), recipe.getDatasetId(), recipe.getModel(), recipe.getParameters());
    }
}
