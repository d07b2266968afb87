package io.genstream.gateway.rollout;

import static io.genstream.gateway.testing.GatewayFixture.V1;
import static io.genstream.gateway.testing.GatewayFixture.V2;
import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.kafka.FakeGate;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutIT {
    private static GatewayFixture gateway;
    private static FakeGate gate;
    private static String path;

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "rollout-it")).withModel();
        gate = new FakeGate(TestBroker.bootstrap(), gateway.model);
        path = "/v1/models/" + gateway.model + "/rollout";
    }

    @AfterAll
    static void stop() throws Exception {
        gate.close();
        gateway.close();
    }

    @BeforeEach
    void accept() {
        gate.refuseWith(null);
    }

    @Test
    void tellsWhatIsRolledOut() {
        HttpResponse<String> response = gateway.get(path);

        assertThat(json(response).getString("stable")).isEqualTo(V1);
        assertThat(response.headers().firstValue("ETag")).contains("\"1\"");
    }

    @Test
    void returnsTheGatesDecision() {
        HttpResponse<String> response = gateway.send(
                "PUT", path, "{\"stable\":\"" + V2 + "\",\"by\":\"ann\",\"reason\":\"sharper\"}", "If-Match", "\"1\"");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).getBoolean("accepted")).isTrue();
        assertThat(gate.commands()).last().isEqualTo("PROMOTE " + V2 + " 0 null 1 ann sharper");
        Awaitility.await().untilAsserted(() -> assertThat(
                        json(gateway.get(path + "/decisions")).getJsonArray("decisions").stream()
                                .map(decision -> ((JsonObject) decision).getString("commandId")))
                .contains(json(response).getString("commandId")));
    }

    @Test
    void passesOnTheGatesRefusal() {
        gate.refuseWith("The roll-out is at revision 2, not at the expected 1");

        HttpResponse<String> response = gateway.send("PUT", path, "{\"stable\":\"" + V2 + "\",\"expectedRevision\":1}");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).getString("code")).isEqualTo("ROLLOUT_REFUSED");
        assertThat(json(response).getString("detail")).contains("revision 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'canary':'v','percent':10}                  | CANARY v 10 null null operator",
                "{'shadow':'v'}                               | SHADOW v 0 null null operator",
                "{'policy':'AUTO'}                            | SET_POLICY null 0 AUTO null operator",
                "{'action':'PROMOTE','version':'v','policy':'AUTO'} | PROMOTE v 0 AUTO null operator",
                "{'action':'CANARY'}                          | CANARY null 0 null null operator"
            },
            quoteCharacter = '"')
    void sendsEachKindOfChange(String body, String command) {
        HttpResponse<String> response = gateway.send("PUT", path, body.strip().replace('\'', '"'));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(gate.commands()).last().asString().startsWith(command);
    }

    @Test
    void rollsBack() {
        HttpResponse<String> response = gateway.post(path + "/rollback", "{\"reason\":\"blurred\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(gate.commands()).last().isEqualTo("ROLL_BACK null 0 null null operator blurred");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'stable':'a','shadow':'b'} | action",
                "{}                          | action",
                "{'canary':'a'}              | percent",
                "{'canary':'a','percent':101}| percent",
                "{'action':'PROMOTE'}        | version",
                "{'action':'EXPLODE','stable':'a'} | action"
            },
            quoteCharacter = '"')
    void namesWhatIsWrongWithAChange(String body, String field) {
        HttpResponse<String> response = gateway.send("PUT", path, body.strip().replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).getJsonArray("violations").stream().map(v -> ((JsonObject) v).getString("field")))
                .contains(field);
    }
}
