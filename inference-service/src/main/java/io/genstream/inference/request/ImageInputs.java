package io.genstream.inference.request;

import io.genstream.model.card.ModelCard;
import io.genstream.model.latent.LabelSampler;
import io.genstream.model.latent.LatentSampler;

/**
 * What goes into the model for each image of one request: a function of the request and the absolute image index alone,
 * which is why any instance may make any image, twice or in any order. Thread-safe.
 */
public final class ImageInputs {
    private final GenerationRequest request;
    private final ModelCard card;

    public ImageInputs(GenerationRequest request, ModelCard card) {
        this.request = request;
        this.card = card;
    }

    /** @param image absolute index within the request */
    public float[] latent(long image) {
        LatentPlan plan = request.latent();
        if (plan.vectors().length > 0) {
            return LatentSampler.explicit(card, plan.vectors(), image);
        }
        if (plan.path().isPresent()) {
            LatentPlan.Path path = plan.path().get();
            return LatentSampler.interpolate(
                    card, request.seed(), path.toSeed(), path.steps(), image, plan.sigma(), plan.truncation());
        }
        return LatentSampler.draw(card, request.seed(), image, plan.sigma(), plan.truncation());
    }

    /** The condition row, which is also the image's label; empty for an unconditional model. */
    public float[] condition(long image) {
        float[][] rows = request.conditionRows();
        if (rows.length == 0) {
            return LabelSampler.draw(card, request.seed(), image);
        }
        return rows[(int) (image % rows.length)];
    }
}
