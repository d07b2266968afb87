package io.genstream.trainer.autoencoder;

import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.loss.GaussianDivergence;
import io.genstream.trainer.loss.VariationalLoss;
import io.genstream.trainer.network.CvaeNetworks;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.Precision;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.session.NetworkSource;
import io.genstream.trainer.session.TrainingPrecision;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An autoencoder before there are weights. Immutable.
 *
 * @param served the decoder as it is served; another form where what is served is not what is trained
 * @param divergence of a posterior, where the encoder gives one instead of a code
 * @param divergenceWeight against the error
 */
record AutoencoderDescription(
        Network encoder,
        Network decoder,
        Network served,
        PictureError error,
        Optional<ScriptMethod> divergence,
        double divergenceWeight,
        PixelRange range,
        int latent) {

    static AutoencoderDescription plain(AutoencoderNetworks networks, RecipeSettings settings) {
        return of(networks, settings, 1, Optional.empty(), 0);
    }

    static AutoencoderDescription variational(AutoencoderNetworks networks, RecipeSettings settings) {
        return of(
                networks,
                settings,
                2,
                Optional.of(GaussianDivergence.method()),
                settings.number(AutoencoderSettings.KLD_WEIGHT));
    }

    private static AutoencoderDescription of(
            AutoencoderNetworks networks,
            RecipeSettings settings,
            int perLatent,
            Optional<ScriptMethod> divergence,
            double divergenceWeight) {
        PixelRange range = AutoencoderSettings.range(settings);
        Network decoder = networks.decoder(AutoencoderSettings.output(range));
        return new AutoencoderDescription(
                networks.encoder(perLatent),
                decoder,
                decoder,
                PictureError.of(settings),
                divergence,
                divergenceWeight,
                range,
                networks.latent());
    }

    /** Whose labels both networks are told (Sohn et al. 2015), with the evidence bound of Bernoulli pixels as loss. */
    static AutoencoderDescription conditional(PictureSet pictures, RecipeSettings settings, NetworkSource source) {
        Precision precision = TrainingPrecision.of(settings, source);
        int latent = settings.count(AutoencoderSettings.LATENT);
        CvaeNetworks networks = new CvaeNetworks(
                latent,
                settings.count(AutoencoderSettings.WIDTH),
                pictures.side(),
                pictures.channels(),
                pictures.condition());
        Network decoder = networks.decoder().in(precision);
        return new AutoencoderDescription(
                networks.encoder().in(precision),
                decoder,
                CvaeNetworks.served(
                        decoder,
                        settings.number(AutoencoderSettings.TEMPERATURE),
                        settings.number(AutoencoderSettings.SHARPNESS)),
                PictureError.bernoulli(),
                Optional.of(GaussianDivergence.inNats()),
                settings.number(AutoencoderSettings.BETA),
                PixelRange.UNIT,
                latent);
    }

    /** Values of the encoder's output a value of the latent: a posterior has means and log variances. */
    int perLatent() {
        return divergence.isPresent() ? 2 : 1;
    }

    /** What the networks' trainings do not bring into their library. */
    List<ScriptMethod> methods() {
        List<ScriptMethod> methods = new ArrayList<>(error.methods());
        methods.add(encoder.evaluationScript());
        methods.add(served.evaluationScript());
        methods.add(VariationalLoss.sample());
        divergence.ifPresent(methods::add);
        return methods;
    }
}
