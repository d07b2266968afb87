package io.genstream.trainer.run;

/** A run in the hands of the training thread. */
public record Assignment(Run run, RunSignal signal) {}
