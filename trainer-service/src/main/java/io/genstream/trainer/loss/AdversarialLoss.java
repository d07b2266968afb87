package io.genstream.trainer.loss;

import io.genstream.trainer.torchscript.ScriptBuilder;
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

    /**
     * Arjovsky et al. 2017, "Wasserstein GAN": the critic widens the gap between its mean scores, which is a distance as long as
     * something keeps it Lipschitz.
     */
    public static AdversarialLoss wasserstein() {
        ScriptBuilder critic = new ScriptBuilder("wasserstein_critic");
        String real = critic.parameter("real");
        String fake = critic.parameter("fake");
        String gap = critic.assign("torch.sub(torch.mean({}), torch.mean({}))", fake, real);
        ScriptBuilder generator = new ScriptBuilder("wasserstein_generator");
        String score = generator.assign("torch.neg(torch.mean({}))", generator.parameter("fake"));
        return new AdversarialLoss(critic.returns(gap), generator.returns(score));
    }

    public List<ScriptMethod> methods() {
        return List.of(discriminator, generator);
    }
}
