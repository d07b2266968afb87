package io.genstream.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The HTTP API as the commands see it: success is an answer, all else an exception with cause and cure. Thread-safe. */
public final class GatewayClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(150); // above the gateway's longest wait
    private static final int SUCCESS_BELOW = 300;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final URI base;

    public GatewayClient(URI url) {
        if (url.getHost() == null || url.getScheme() == null || !url.getScheme().matches("https?")) {
            throw new CommandException(
                    ExitCode.USAGE, "--url " + url + " is not an address: give it as in http://localhost:8080");
        }
        String text = url.toString();
        this.base = URI.create(text.endsWith("/") ? text : text + '/');
    }

    public Answer get(String path) {
        return answer(request(path).GET());
    }

    public Answer delete(String path) {
        return answer(request(path).DELETE());
    }

    /** POST or PUT of a JSON body. */
    public Answer send(String method, String path, JsonNode body) {
        return answer(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    /** POST of bytes of another kind. */
    public Answer post(String path, String contentType, BodyPublisher body) {
        return answer(request(path).header("Content-Type", contentType).POST(body));
    }

    /** The body as it comes; only a success is returned. */
    public HttpResponse<InputStream> open(HttpRequest.Builder request) {
        HttpResponse<InputStream> response = exchange(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() >= SUCCESS_BELOW) {
            throw Problems.of(mapper, base, response.statusCode(), text(response.body()));
        }
        return response;
    }

    /** The text of a body from {@link #open}. */
    public String text(InputStream body) {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** News of these topics, their history first. */
    public EventStream stream(List<String> topics) {
        String address =
                base.resolve("v1/stream?topics=" + String.join(",", topics)).toString();
        try {
            return EventStream.open(http, URI.create("ws" + address.substring("http".length())));
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        base + " refuses the stream with status "
                                + refused.getResponse().statusCode(),
                        refused);
            }
            throw unreachable(e);
        }
    }

    /** A request to {@code /v1/...}; the caller chooses the method. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path.substring(1))).timeout(ANSWER_LIMIT);
    }

    public ObjectNode object() {
        return mapper.createObjectNode();
    }

    public JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    ExitCode.SERVER_FAILED,
                    base + " answered something that is not JSON: is it a Genstream gateway?",
                    e);
        }
    }

    /** A name as a part of a path. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer answer(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= SUCCESS_BELOW) {
            throw Problems.of(mapper, base, response.statusCode(), response.body());
        }
        return new Answer(response.statusCode(), response.body(), read(response.body()));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw unreachable(e);
        } catch (HttpTimeoutException e) {
            throw new CommandException(
                    ExitCode.SERVER_FAILED,
                    base + " did not answer in time: ask its management port for /ready, and see its log",
                    e);
        } catch (IOException e) {
            throw brokenOff(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted", e);
        }
    }

    private CommandException unreachable(Exception cause) {
        return new CommandException(
                ExitCode.GATEWAY_UNREACHABLE,
                "no gateway answers at " + base + ": start one with ./genstream up, or give --url",
                cause);
    }

    private CommandException brokenOff(IOException cause) {
        return new CommandException(
                ExitCode.GATEWAY_UNREACHABLE,
                "the connection to " + base + " broke off (" + cause.getMessage() + "): is the gateway still up?",
                cause);
    }
}
