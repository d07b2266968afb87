package io.genstream.gateway.datasets.upload;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.Tar;
import io.genstream.gateway.testing.kafka.DatasetTopic;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What was uploaded or deleted becomes a revision. */
class DatasetRevisionIT extends UploadFixture {
    @Test
    void uploadedPicturesBecomeRevisionThatEveryoneSees() {
        assertThat(report(upload(fifty()))).isEqualTo("50 0 0");

        HttpResponse<String> announced = announce(CLASSES);

        assertThat(announced.statusCode()).as(announced.body()).isEqualTo(201);
        JsonObject revision = json(announced);
        assertThat(revision.getLong("revision")).isEqualTo(1);
        assertThat(revision.getJsonObject("counts").getLong("TRAIN")).isEqualTo(40);
        assertThat(revision.getJsonObject("counts").getLong("TEST")).isEqualTo(10);
        assertThat(revision.getString("labelKind")).isEqualTo("CLASS");
        assertThat(revision.getJsonArray("attributeNames")).hasSize(5);
        assertThat(revision.getInteger("height")).isEqualTo(8);
        assertThat(revision.getInteger("width")).isEqualTo(6);
        assertThat(revision.getInteger("channels")).isEqualTo(3);
        assertThat(revision.getString("licence")).isEqualTo("CC0");
        String location = announced.headers().firstValue("Location").orElseThrow();
        assertThat(json(gateway.get(location))).isEqualTo(revision);
        assertThat(json(gateway.get("/v1/datasets")).getJsonArray("datasets")).contains(revision);
    }

    @Test
    void repeatedUploadChangesNothingAndBringsNoRevision() {
        upload(fifty());
        announce(CLASSES);

        assertThat(report(upload(fifty()))).isEqualTo("0 50 0");

        HttpResponse<String> again = announce("{}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).getString("code")).isEqualTo("NOTHING_NEW");
    }

    @Test
    void revisionRefusesClassesThatItDoesNotName() {
        upload(fifty());

        HttpResponse<String> refused =
                announce("{\"labelKind\":\"CLASS\",\"attributeNames\":[\"a\",\"b\",\"c\",\"d\"]}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).getString("code")).isEqualTo("LABELS_DO_NOT_FIT");
        assertThat(json(refused).getString("detail")).contains("classes 0 to 3", "first 10");
        assertThat(json(announce("{\"labelKind\":\"NONE\"}")).getString("code")).isEqualTo("LABELS_DO_NOT_FIT");
    }

    @Test
    void revisionKeepsWhatItDoesNotSay() {
        upload(fifty());
        announce(CLASSES);
        upload(new Tar()
                .add("more.png", png(picture(60, 3)))
                .add("more.json", "{\"label\":[4]}")
                .bytes());

        HttpResponse<String> second = announce("{}");

        assertThat(second.statusCode()).as(second.body()).isEqualTo(201);
        assertThat(json(second).getLong("revision")).isEqualTo(2);
        assertThat(json(second).getString("licence")).isEqualTo("CC0");
        assertThat(json(second).getJsonObject("counts").getLong("TRAIN")).isEqualTo(41);
    }

    @Test
    void revisionSaysWhatItLacks() {
        assertThat(json(announce(CLASSES)).getString("code")).isEqualTo("NOTHING_NEW");
        upload(fifty());
        assertThat(json(announce("{}")).getString("detail")).contains("labelKind");
        assertThat(json(announce("{\"labelKind\":\"CLASS\"}")).getString("detail"))
                .contains("attributeNames");
        assertThat(json(announce("{\"labelKind\":\"SORT\",\"attributeNames\":[\"a\",\"a\",3],\"x\":1}"))
                        .getJsonArray("violations"))
                .hasSize(4);
    }

    @Test
    void deletionIsTombstoneAndNextRevisionLacksTheRecord() {
        upload(fifty());
        announce(CLASSES);

        assertThat(delete("sample 07").statusCode()).isEqualTo(204);

        assertThat(DatasetTopic.read(TestBroker.bootstrap(), datasetId).get("sample 07"))
                .isEmpty();
        assertThat(code(delete("sample 07"))).isEqualTo("404 RECORD_NOT_FOUND");
        JsonObject next = json(announce("{}"));
        assertThat(next.getLong("revision")).isEqualTo(2);
        assertThat(next.getJsonObject("counts").getLong("TRAIN")).isEqualTo(39);
        assertThat(code(gateway.get("/v1/datasets/never-was"))).isEqualTo("404 DATASET_NOT_FOUND");
    }

    @Test
    void deletesIdsWithSlashes() {
        upload(new Tar().add("cats/1.png", png(picture(1, 1))).bytes());

        assertThat(delete("cats/1").statusCode()).isEqualTo(204);
        assertThat(DatasetTopic.read(TestBroker.bootstrap(), datasetId).get("cats/1"))
                .isEmpty();
    }
}
