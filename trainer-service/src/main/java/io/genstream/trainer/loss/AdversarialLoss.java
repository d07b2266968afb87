package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.List;

/**
 * What two networks play for. Immutable.
 *
 * @param discriminator of the scores of real pictures and of made ones
 * @param generator of the scores of made pictures
 */
public record AdversarialLoss(ScriptMethod discriminator, ScriptMethod generator) {
    /** @param smoothing how far below 1 the discriminator's target for real pictures lies */
    public static AdversarialLoss nonSaturating(double smoothing) {
        return new AdversarialLoss(NonSaturatingLoss.discriminator(smoothing), NonSaturatingLoss.generator());
    }

    public static AdversarialLoss wasserstein() {
        return new AdversarialLoss(WassersteinLoss.critic(), WassersteinLoss.generator());
    }

    public List<ScriptMethod> methods() {
        return List.of(discriminator, generator);
    }
}
