package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** What clients get wrong, and what they must be told. */
final class BadInputs {
    private static final long HUNDRED_MB = 100L << 20;
    private static final String PATH = "/v1/generations";

    private final Api api;

    BadInputs(Api api) {
        this.api = api;
    }

    void assertAllRefused() throws IOException, InterruptedException {
        refused(404, "MODEL_NOT_FOUND", "{\"model\": \"nobody\"}");
        refused(422, "VALIDATION_FAILED", withMember("\"count\": 0"));
        refused(422, "VALIDATION_FAILED", withMember("\"count\": -1"));
        refused(422, "VALIDATION_FAILED", withMember("\"count\": 1000000000"));
        refused(422, "VALIDATION_FAILED", withMember("\"sigma\": NaN"));
        refused(422, "VALIDATION_FAILED", withMember("\"labels\": [11]"));
        refused(400, "MALFORMED_JSON", "{\"model\": \"" + Api.MODEL);
        refused(
                413,
                "BODY_TOO_LARGE",
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(Blanks::new), HUNDRED_MB));
        refused(413, "BODY_TOO_LARGE", BodyPublishers.ofInputStream(Blanks::new));
    }

    private static String withMember(String member) {
        return "{\"model\": \"" + Api.MODEL + "\", " + member + "}";
    }

    private void refused(int status, String code, String body) throws IOException, InterruptedException {
        refused(status, code, BodyPublishers.ofString(body));
    }

    private void refused(int status, String code, BodyPublisher body) throws IOException, InterruptedException {
        HttpResponse<String> response = api.send("POST", PATH, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("detail")).isNotBlank();
    }

    /** A hundred megabytes of blanks, made on the way. */
    private static final class Blanks extends InputStream {
        private long left = HUNDRED_MB;

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = (int) Math.min(length, left);
            if (count <= 0) {
                return -1;
            }
            Arrays.fill(target, offset, offset + count, (byte) ' ');
            left -= count;
            return count;
        }
    }
}
