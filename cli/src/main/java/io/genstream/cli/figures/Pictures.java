package io.genstream.cli.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.generate.GenerationDownload;
import io.genstream.cli.models.ModelNames;
import io.genstream.cli.terminal.Text;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/** Asks the gateway for the pictures of a figure, always with their latents. Used by one thread. */
final class Pictures {
    private final GatewayClient gateway;
    private final FigureModel model;

    Pictures(GatewayClient gateway, FigureModel model) {
        this.gateway = gateway;
        this.model = model;
    }

    /** An order to fill in. */
    ObjectNode order(int count, long seed) {
        return gateway.object()
                .put("model", model.name())
                .put("version", model.version())
                .put("count", count)
                .put("seed", seed)
                .put("withLatents", true);
    }

    /** A file of the version. */
    byte[] artifact(String role) {
        String path = ModelNames.path(model.name()) + "/versions/" + GatewayClient.segment(model.version())
                + "/artifacts/" + GatewayClient.segment(role);
        try (InputStream body = gateway.open(gateway.request(path).GET()).body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.GATEWAY_UNREACHABLE, "the " + role + " was not read to its end: " + e.getMessage(), e);
        }
    }

    /** One picture a latent, all under one condition. */
    List<Picture> decode(List<float[]> latents, List<Float> label) {
        ObjectNode order = order(latents.size(), 0);
        ArrayNode rows = order.putArray("latents");
        latents.forEach(latent -> {
            ArrayNode row = rows.addArray();
            for (float value : latent) {
                row.add(value);
            }
        });
        if (!label.isEmpty()) {
            ArrayNode condition = order.putArray("conditions").addArray();
            label.forEach(condition::add);
        }
        return make(order);
    }

    List<Picture> make(ObjectNode order) {
        List<Picture> pictures = new ArrayList<>();
        gateway.read(new GenerationDownload(gateway, order).json())
                .path("images")
                .forEach(image -> pictures.add(picture(image)));
        return pictures;
    }

    private static Picture picture(JsonNode image) {
        float[] latent = new float[image.path("latent").size()];
        for (int i = 0; i < latent.length; i++) {
            latent[i] = image.path("latent").path(i).floatValue();
        }
        List<Float> label = new ArrayList<>();
        image.path("label").forEach(value -> label.add(value.floatValue()));
        return new Picture(read(Text.of(image, "image")), latent, label, Text.of(image, "labelName"));
    }

    private static BufferedImage read(String base64) {
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
