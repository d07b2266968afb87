package io.genstream.inference.version;

import io.genstream.model.card.ModelCard;
import io.genstream.schemas.ArtifactHandle;
import java.util.Optional;

/**
 * A version that a checkpoint record names.
 *
 * @param generator empty where it is not a generator (a classifier, say) and cannot make images
 */
public record KnownVersion(VersionKey key, ModelCard card, Optional<ArtifactHandle> generator) {}
