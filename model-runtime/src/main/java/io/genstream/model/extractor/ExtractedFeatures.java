package io.genstream.model.extractor;

/**
 * What an extractor saw, one entry per picture.
 *
 * @param features float32 feature vectors, each the card's FEATURES output flattened
 * @param predictedClass index of the largest logit, the first where several are equal; -1 where the model has no logits
 * @param sha256 lower-case hex of the extractor's ONNX bytes: distances compare only where it is the same
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
public record ExtractedFeatures(float[][] features, int[] predictedClass, String sha256) {}
