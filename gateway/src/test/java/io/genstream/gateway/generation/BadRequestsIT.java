package io.genstream.gateway.generation;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.testing.GatewayFixture;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRequestsIT {
    private static final long HUNDRED_MB = 100L << 20;
    private static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "bad-requests-it")).withModel();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"count\":0                       | count         | from 1 to 10000",
                "\"count\":-1                      | count         | from 1 to 10000",
                "\"count\":1000000000              | count         | from 1 to 10000",
                "\"count\":1e400                   | count         | must be an integer",
                "\"count\":1.5                     | count         | must be an integer",
                "\"count\":\"4\"                   | count         | must be an integer",
                "\"sigma\":NaN                     | sigma         | finite",
                "\"sigma\":Infinity                | sigma         | finite",
                "\"sigma\":\"NaN\"                 | sigma         | finite",
                "\"sigma\":0                       | sigma         | finite",
                "\"truncation\":-2                 | truncation    | finite",
                "\"labels\":[3,11]                 | labels[1]     | not a class",
                "\"labels\":[\"eleven\"]           | labels[0]     | not a class",
                "\"labels\":[]                     | labels        | non-empty",
                "\"labels\":[null]                 | labels[0]     | not a class",
                "\"conditions\":[[1],[2.5]]        | conditions[1] | ''",
                "\"latents\":[[1,2]]               | latents[0]    | ''",
                "\"seed\":9223372036854775808      | seed          | must be an integer",
                "\"encoding\":\"JPEG\"             | encoding      | PNG",
                "\"batchSize\":0                   | batchSize     | from 1 to 1024",
                "\"deadlineMs\":0                  | deadlineMs    | from 1",
                "\"interpolation\":{\"steps\":1}   | interpolation | steps",
                "\"colour\":\"red\"                | colour        | unknown"
            })
    void namesTheFieldThatIsWrong(String member, String field, String words) {
        HttpResponse<String> response =
                gateway.post("/v1/generations", "{\"model\":\"" + gateway.model + "\"," + member + "}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        JsonObject problem = json(response);
        assertThat(problem.getString("code")).isEqualTo("VALIDATION_FAILED");
        assertThat(problem.getJsonArray("violations")).hasSize(1);
        JsonObject violation = problem.getJsonArray("violations").getJsonObject(0);
        assertThat(violation.getString("field")).isEqualTo(field);
        assertThat(violation.getString("message")).contains(words);
    }

    @Test
    void namesEveryViolatedField() {
        HttpResponse<String> response = gateway.post(
                "/v1/generations", "{\"count\":0,\"sigma\":-1,\"labels\":[1],\"conditions\":[[1]],\"x\":1}");

        assertThat(json(response).getJsonArray("violations").stream().map(v -> ((JsonObject) v).getString("field")))
                .containsExactlyInAnyOrder("model", "count", "sigma", "conditions", "x");
    }

    @Test
    void namesTheModelsThatThereAre() {
        HttpResponse<String> response = gateway.post("/v1/generations", "{\"model\":\"nothing\"}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).getString("code")).isEqualTo("MODEL_NOT_FOUND");
        assertThat(json(response).getString("detail")).contains(gateway.model);
    }

    @Test
    void namesTheVersionsThatThereAre() {
        HttpResponse<String> response =
                gateway.post("/v1/generations", "{\"model\":\"" + gateway.model + "\",\"version\":\"v0\"}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).getString("code")).isEqualTo("VERSION_NOT_FOUND");
        assertThat(json(response).getString("detail")).contains(GatewayFixture.V1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"model\":", "{} {}", "{\"a\":1,\"a\":2}", "hello", "''"})
    void refusesWhatIsNotJson(String body) {
        HttpResponse<String> response = gateway.post("/v1/generations", body);

        assertThat(response.statusCode()).isBetween(400, 422);
        assertThat(json(response).getString("code")).isIn("MALFORMED_JSON", "VALIDATION_FAILED");
    }

    @Test
    void refusesDeepNesting() {
        HttpResponse<String> response = gateway.post("/v1/generations", "[".repeat(100_000));

        assertThat(json(response).getString("code")).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void refusesHundredMegabytesWithDeclaredLength() {
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/v1/generations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(HUNDRED_MB)), HUNDRED_MB))
                .build();

        assertTooLarge(gateway.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    @Test
    void refusesHundredMegabytesInChunks() {
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/v1/generations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(HUNDRED_MB)))
                .build();

        assertTooLarge(gateway.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private static void assertTooLarge(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(json(response).getString("code")).isEqualTo("BODY_TOO_LARGE");
        assertThat(gateway.get("/v2/health/live").statusCode())
                .as("the service goes on")
                .isEqualTo(200);
    }

    @Test
    void refusesOtherMediaTypes() {
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/v1/generations"))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<a/>"))
                .build();

        assertThat(gateway.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
    }

    @Test
    void namesWhatItOffers() {
        HttpResponse<String> response = gateway.post("/v1/generations", "{}", "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(json(response).getString("detail")).contains("application/json, image/png");
    }

    @Test
    void answersWrongPathsAndMethodsWithProblems() {
        for (HttpResponse<String> response : List.of(
                gateway.get("/v1/nothing"), gateway.get("/nothing.html"), gateway.send("POST", "/v1/nothing", "{}"))) {
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(json(response).getString("code")).isEqualTo("NOT_FOUND");
        }
        HttpResponse<String> method = gateway.send("PUT", "/v1/generations", "{}");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(json(method).getString("code")).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(gateway.get("/v1/generations/never").statusCode()).isEqualTo(404);
    }

    /** A body that nobody has to hold in memory. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? '0' : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(bytes, offset, offset + count, (byte) '0');
            left -= count;
            return count;
        }
    }
}
