package io.genstream.trainer.run;

import io.genstream.trainer.checkpoint.CheckpointStore;
import io.genstream.trainer.dataset.Datasets;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.recipe.Recipes;
import java.time.Clock;

/** What training needs of the world. */
public record RunPorts(
        Recipes recipes,
        Datasets datasets,
        Datasets.Reader reader,
        CheckpointStore checkpoints,
        RunReporter reporter,
        TrainerMetrics metrics,
        Clock clock) {}
