package io.genstream.trainer.recipe;

/** A contact sheet for dashboards: one column per class, the same latents every time so that progress can be seen. */
public record PreviewSheet(byte[] png, int rows, int columns) {}
