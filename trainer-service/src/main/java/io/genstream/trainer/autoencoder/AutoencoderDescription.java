package io.genstream.trainer.autoencoder;

import io.genstream.trainer.export.PixelRange;
import io.genstream.trainer.loss.GaussianDivergence;
import io.genstream.trainer.loss.VariationalLoss;
import io.genstream.trainer.network.Network;
import io.genstream.trainer.network.NetworkTraining;
import io.genstream.trainer.network.Precision;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.RecipeSettings;
import io.genstream.trainer.torchscript.ScriptMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of an autoencoder and how they are trained, before there are weights. Immutable.
 *
 * @param perLatent 1 where the encoder gives a code, 2 where it gives a posterior
 */
record AutoencoderDescription(
        AutoencoderNetworks networks,
        NetworkTraining encoderTraining,
        NetworkTraining decoderTraining,
        PictureError error,
        PixelRange range,
        int latent,
        int perLatent) {

    static AutoencoderDescription of(
            PictureSet pictures, RecipeSettings settings, boolean variational, Precision precision) {
        int latent = settings.count(AutoencoderSettings.LATENT);
        PixelRange range = AutoencoderSettings.range(settings);
        AutoencoderNetworks networks = new AutoencoderNetworks(
                pictures.side(),
                pictures.channels(),
                settings.count(AutoencoderSettings.WIDTH),
                settings.count(AutoencoderSettings.DEPTH),
                latent,
                precision);
        int perLatent = variational ? 2 : 1;
        return new AutoencoderDescription(
                networks,
                training(networks.encoder(perLatent), settings),
                training(networks.decoder(AutoencoderSettings.output(range)), settings),
                PictureError.of(settings),
                range,
                latent,
                perLatent);
    }

    private static NetworkTraining training(Network network, RecipeSettings settings) {
        return new NetworkTraining(
                network, AutoencoderSettings.optimizer(settings), settings.number(AutoencoderSettings.AVERAGE_DECAY));
    }

    Network encoder() {
        return encoderTraining.network();
    }

    Network decoder() {
        return decoderTraining.network();
    }

    /** What both need in their library. */
    List<ScriptMethod> methods() {
        List<ScriptMethod> methods = new ArrayList<>(encoderTraining.methods());
        methods.addAll(decoderTraining.methods());
        methods.add(encoder().evaluationScript());
        methods.add(decoder().evaluationScript());
        methods.add(VariationalLoss.sample());
        methods.add(GaussianDivergence.method());
        methods.addAll(error.methods());
        return methods;
    }
}
