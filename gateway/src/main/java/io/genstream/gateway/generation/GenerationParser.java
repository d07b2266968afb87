package io.genstream.gateway.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.generation.GenerationOrder.LatentChoice;
import io.genstream.gateway.generation.GenerationOrder.Path;
import io.genstream.gateway.http.Fields;
import io.genstream.gateway.views.ModelVersion;
import io.genstream.model.InvalidInputException;
import io.genstream.model.card.LatentDistribution;
import io.genstream.model.card.ModelCard;
import io.genstream.model.latent.LatentSampler;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** From a JSON body to an order, or to the list of everything that is wrong with it. Thread-safe. */
final class GenerationParser {
    /** Seeds that we choose survive JavaScript's numbers. */
    static final long MAX_CHOSEN_SEED = (1L << 53) - 1;

    private static final double MAX_SIGMA = 100;
    private static final double MIN_SIGMA = 1e-6;
    private static final int MAX_STEPS = 100_000;
    private static final long MAX_LATENT_VALUES = 1_000_000;
    private static final int MAX_PRIORITY = 100;
    private static final long MAX_DEADLINE_MS = 86_400_000;

    private final VersionResolver resolver;
    private final GenerationLimits limits;
    private final Clock clock;

    GenerationParser(VersionResolver resolver, GenerationLimits limits, Clock clock) {
        this.resolver = resolver;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @param fields all others have been asked for
     * @param seed of a request that brings none
     * @param streamed the images go out while they are made, so that more of them may be asked for
     * @throws GatewayException 422 with every violation; only a body without any can fail for its model
     */
    GenerationOrder parse(Fields fields, String requestId, LongSupplier seed, boolean streamed) {
        Optional<String> model = fields.requiredText("model");
        Optional<String> version = fields.text("version");
        GatewayException unresolved = null;
        Optional<ModelVersion> resolved = Optional.empty();
        try {
            resolved = model.map(name -> resolver.resolve(name, version, requestId));
        } catch (GatewayException e) {
            unresolved = e; // what else is wrong is said first
        }
        Optional<ModelCard> card = resolved.map(ModelVersion::card);
        int count = streamed ? streamedCount(fields) : count(fields, card);
        OptionalLong givenSeed = fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        LatentChoice latent = latent(fields, card, count);
        List<List<Float>> conditions = LabelReader.read(fields, card);
        OptionalLong batch = fields.integer("batchSize", 1, RequestSplitter.MAX_RECORD_IMAGES);
        OptionalLong priority = fields.integer("priority", -MAX_PRIORITY, MAX_PRIORITY);
        OptionalLong deadline = fields.integer("deadlineMs", 1, MAX_DEADLINE_MS);
        fields.check();
        if (unresolved != null) {
            throw unresolved;
        }
        Instant now = clock.instant();
        return new GenerationOrder(
                requestId,
                resolved.orElseThrow(),
                count,
                givenSeed.orElseGet(seed),
                latent,
                conditions,
                RequestSplitter.batchImages(
                        (int) batch.orElse(limits.batchImages()), recordBytes(card.orElseThrow(), latent)),
                (int) priority.orElse(0),
                deadline.isPresent() ? Optional.of(now.plusMillis(deadline.getAsLong())) : Optional.empty(),
                now,
                Context.root());
    }

    private int streamedCount(Fields fields) {
        return (int) fields.integer("count", 1, limits.streamImages()).orElse(1);
    }

    private int count(Fields fields, Optional<ModelCard> card) {
        int count = (int) fields.integer("count", 1, limits.imagesPerRequest()).orElse(1);
        long most = card.map(c -> limits.responseBytes() / imageBytes(c)).orElse(Long.MAX_VALUE);
        if (count > most) {
            fields.violate("count", "at most " + most + " images of this size fit one request");
        }
        return count;
    }

    private static LatentChoice latent(Fields fields, Optional<ModelCard> card, int count) {
        double sigma = fields.number("sigma", MIN_SIGMA, MAX_SIGMA).orElse(1);
        OptionalDouble truncation = fields.number("truncation", MIN_SIGMA, MAX_SIGMA);
        boolean uniform = card.isPresent() && card.get().latent().distribution() == LatentDistribution.UNIFORM;
        if (truncation.isPresent() && uniform) {
            fields.violate("truncation", "applies to normal latents only; this model's are uniform");
        }
        List<List<Float>> vectors = vectors(fields, card);
        Optional<Path> path = fields.node("interpolation").flatMap(node -> path(fields, node));
        if (path.isPresent() && !vectors.isEmpty()) {
            fields.violate("interpolation", "give latents or interpolation, not both");
        }
        return new LatentChoice(sigma, truncation, vectors, path, withLatents(fields, card, count));
    }

    private static boolean withLatents(Fields fields, Optional<ModelCard> card, int count) {
        boolean withLatents = fields.flag("withLatents");
        long values = (long) count * card.map(c -> c.latent().elements()).orElse(1);
        if (withLatents && values > MAX_LATENT_VALUES) {
            fields.violate(
                    "withLatents", "would answer " + values + " values; at most " + MAX_LATENT_VALUES + " go out");
        }
        return withLatents;
    }

    private static List<List<Float>> vectors(Fields fields, Optional<ModelCard> card) {
        List<List<Float>> vectors = new ArrayList<>();
        Optional<JsonNode> node = fields.node("latents");
        if (node.isPresent() && (!node.get().isArray() || node.get().isEmpty())) {
            fields.violate("latents", "must be a non-empty array of rows, not " + Fields.show(node.get()));
        } else if (node.isPresent()) {
            for (int i = 0; i < node.get().size(); i++) {
                String path = "latents[" + i + "]";
                fields.row(path, node.get().get(i))
                        .filter(row -> fits(fields, path, row, card))
                        .ifPresent(vectors::add);
            }
        }
        return vectors;
    }

    private static boolean fits(Fields fields, String path, List<Float> row, Optional<ModelCard> card) {
        float[] vector = new float[row.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = row.get(i);
        }
        try {
            card.ifPresent(c -> LatentSampler.check(c, vector, 0));
            return true;
        } catch (InvalidInputException e) {
            fields.violate(path, e.getMessage());
            return false;
        }
    }

    private static Optional<Path> path(Fields fields, JsonNode node) {
        JsonNode toSeed = node.path("toSeed");
        JsonNode steps = node.path("steps");
        boolean sound = node.isObject()
                && node.size() == 2
                && toSeed.isIntegralNumber()
                && toSeed.canConvertToLong()
                && steps.canConvertToInt()
                && steps.isIntegralNumber()
                && steps.intValue() >= 2
                && steps.intValue() <= MAX_STEPS;
        if (!sound) {
            fields.violate(
                    "interpolation",
                    "must be {\"toSeed\": integer, \"steps\": 2 to " + MAX_STEPS + "}, not " + Fields.show(node));
            return Optional.empty();
        }
        return Optional.of(new Path(toSeed.longValue(), steps.intValue()));
    }

    private static long recordBytes(ModelCard card, LatentChoice latent) {
        return imageBytes(card)
                + (latent.withLatents() ? (long) Float.BYTES * card.latent().elements() : 0);
    }

    private static long imageBytes(ModelCard card) {
        return (long) card.height() * card.width() * card.channels();
    }
}
