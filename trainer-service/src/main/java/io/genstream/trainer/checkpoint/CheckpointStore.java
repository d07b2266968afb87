package io.genstream.trainer.checkpoint;

import java.util.List;

/** Where checkpoints are published and found again. Publishing is done by the training thread alone. */
public interface CheckpointStore {
    /** What {@code runId} has published and is still there, newest first. */
    List<StoredCheckpoint> ofRun(String model, String runId);

    /** What any run of this recipe has published of this model and is still there, newest first. */
    List<StoredCheckpoint> ofRecipe(String model, String recipe);

    /**
     * The bytes of one of its artifacts.
     *
     * @throws CheckpointException if they cannot be had
     */
    byte[] read(StoredCheckpoint checkpoint, String role);

    /**
     * Publishes all of it or nothing, then deletes what need not be kept.
     *
     * @return its version
     * @throws CheckpointException if nothing was published; the call may be repeated
     */
    String publish(CheckpointDraft draft);
}
