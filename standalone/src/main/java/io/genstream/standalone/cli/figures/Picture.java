package io.genstream.standalone.cli.figures;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One generated picture.
 *
 * @param label its condition row; empty for an unconditional model
 * @param labelName of its class; empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Picture(BufferedImage image, float[] latent, List<Float> label, String labelName) {}
