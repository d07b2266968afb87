package io.genstream.trainer.run;

import io.genstream.trainer.recipe.TrainingSession;
import io.genstream.trainer.run.StartingPoints.StartingPoint;
import java.util.Optional;

/**
 * A run that is ready to train.
 *
 * @param run with the data and settings that it really uses
 * @param start what it goes on from
 */
record PreparedRun(Run run, TrainingSession session, Optional<StartingPoint> start) {}
