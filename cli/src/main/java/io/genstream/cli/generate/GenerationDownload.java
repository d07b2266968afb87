package io.genstream.cli.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.LongConsumer;

/** One order of pictures: sent, waited for and opened. Used by one thread. */
public final class GenerationDownload {
    private static final String PATH = "/v1/generations";
    private static final Duration POLL = Duration.ofMillis(150);
    private static final int NOT_YET = 202;

    private final GatewayClient gateway;
    private final ObjectNode order;

    public GenerationDownload(GatewayClient gateway, ObjectNode order) {
        this.gateway = gateway;
        this.order = order;
    }

    /** The API's JSON. */
    public String json() {
        return gateway.text(await(gateway.open(post("application/json")), "application/json", done -> {}));
    }

    /** The finished result: the gateway says on the way how many pictures are made. */
    InputStream whole(String mediaType, LongConsumer onProgress) {
        return await(gateway.open(post(mediaType)), mediaType, onProgress);
    }

    /** The pictures as they are made; nothing but the connection bounds their number. */
    InputStream streamed(String mediaType, LongConsumer onProgress) {
        return await(gateway.open(post(mediaType).header("Prefer", "wait=120")), mediaType, onProgress);
    }

    private HttpRequest.Builder post(String mediaType) {
        return gateway.request(PATH)
                .header("Content-Type", "application/json")
                .header("Accept", mediaType)
                .POST(BodyPublishers.ofString(order.toString()));
    }

    private InputStream await(HttpResponse<InputStream> first, String mediaType, LongConsumer onProgress) {
        HttpResponse<InputStream> response = first;
        while (response.statusCode() == NOT_YET) {
            JsonNode status = gateway.read(gateway.text(response.body()));
            onProgress.accept(status.path("done").asLong());
            pause();
            response = gateway.open(gateway.request(
                            PATH + '/' + GatewayClient.segment(status.path("id").asText()))
                    .header("Accept", mediaType)
                    .GET());
        }
        return response.body();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted", e);
        }
    }
}
