package io.genstream.gateway.datasets.upload;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.Tar;
import io.genstream.gateway.testing.kafka.DatasetTopic;
import io.genstream.model.pixels.Pixels;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatasetUploadIT extends UploadFixture {
    @Test
    void storesPixelsRawWithTheirLabelsSubjectAndSplit() {
        Pixels picture = picture(7, 3);
        byte[] tar = new Tar()
                .add("faces/ä b.png", png(picture))
                .add(
                        "faces/ä b.json",
                        "{\"label\":[0.5,-2],\"subject\":\"person 1\",\"split\":\"validation\",\"model\":\"ignored\"}")
                .add("._faces/junk.png", "resource fork")
                .add("plain.png", png(picture(8, 3)))
                .add("cls.png", png(picture(9, 3)))
                .add("cls.cls", "4\n")
                .bytes();

        assertThat(report(upload(tar))).isEqualTo("3 0 1");

        var stored = DatasetTopic.read(TestBroker.bootstrap(), datasetId);
        assertThat(stored).containsOnlyKeys("faces/ä b", "plain", "cls");
        DatasetTopic.Stored record = stored.get("faces/ä b").orElseThrow();
        assertThat(record.encoding()).isEqualTo("RAW");
        assertThat(record.height()).isEqualTo(8);
        assertThat(record.width()).isEqualTo(6);
        assertThat(record.channels()).isEqualTo(3);
        assertThat(record.labels()).containsExactly(0.5f, -2f);
        assertThat(record.subject()).isEqualTo("person 1");
        assertThat(record.split()).isEqualTo("VALIDATION");
        assertThat(record.image()).isEqualTo(picture.raw());
        assertThat(stored.get("cls").orElseThrow().labels()).containsExactly(4f);
        assertThat(stored.get("plain").orElseThrow().labels()).isEmpty();
    }

    @Test
    void rejectsByNameWhatIsWrongAndStoresTheRest() {
        byte[] whole = png(picture(1, 3));
        byte[] tar = new Tar()
                .add("good.png", whole)
                .add("cut.png", Arrays.copyOf(whole, whole.length / 2))
                .add("text.jpg", "not a picture")
                .add("small.png", png(new Pixels(4, 4, 3, new byte[48])))
                .add("label.png", whole)
                .add("label.json", "{\"label\":[\"seven\"]}")
                .add("json.json", "{\"label\":")
                .add("json.png", whole)
                .add("alone.json", "{}")
                .add("split.png", whole)
                .add("split.json", "{\"split\":\"HOLDOUT\"}")
                .add("id.png", whole)
                .add("id.json", "{\"recordId\":\"tab\\tin it\"}")
                .add("twice.png", whole)
                .add("twice.jpg", whole)
                .add("last.png", png(picture(2, 3)))
                .bytes();

        HttpResponse<String> response = upload(tar);

        assertThat(report(response)).isEqualTo("2 0 9");
        JsonArray rejections = json(response).getJsonArray("rejections");
        assertThat(rejections.stream()
                        .map(JsonObject.class::cast)
                        .map(rejection -> rejection.getString("key") + " " + rejection.getString("code")))
                .containsExactly(
                        "cut BAD_PICTURE",
                        "text BAD_PICTURE",
                        "small WRONG_SHAPE",
                        "label BAD_LABEL",
                        "json BAD_RECORD_JSON",
                        "alone NO_PICTURE",
                        "split BAD_RECORD_JSON",
                        "id BAD_RECORD_ID",
                        "twice BAD_PICTURE");
        assertThat(rejections.getJsonObject(2).getString("reason")).contains("4x4x3", "8x6x3");
        assertThat(DatasetTopic.read(TestBroker.bootstrap(), datasetId)).containsOnlyKeys("good", "last");
    }

    @Test
    void namesAtMostHundredRejections() {
        Tar tar = new Tar();
        for (int i = 0; i < 150; i++) {
            tar.add("r" + i + ".png", "no picture");
        }

        HttpResponse<String> response = upload(tar.bytes());

        assertThat(report(response)).isEqualTo("0 0 150");
        assertThat(json(response).getJsonArray("rejections")).hasSize(100);
    }

    @Test
    void greyPictureInColouredDataSetIsSpread() {
        upload(new Tar().add("colour.png", png(picture(1, 3))).bytes());

        assertThat(report(upload(new Tar().add("grey.png", png(picture(1, 1))).bytes())))
                .isEqualTo("1 0 0");
        assertThat(DatasetTopic.read(TestBroker.bootstrap(), datasetId)
                        .get("grey")
                        .orElseThrow()
                        .channels())
                .isEqualTo(3);
    }

    @Test
    void channelsCanBeAskedForWhereTheFirstPictureIsGrey() {
        byte[] tar = new Tar()
                .add("grey.png", png(picture(1, 1)))
                .add("colour.png", png(picture(2, 3)))
                .bytes();

        assertThat(report(post("/records?channels=3", "application/x-tar", tar)))
                .isEqualTo("2 0 0");
    }

    @Test
    void refusesWhatIsNoTar() {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        for (byte[] body :
                new byte[][] {noise, new byte[0], new byte[5_000], "hello".getBytes(StandardCharsets.UTF_8)}) {
            HttpResponse<String> refused = upload(body);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(json(refused).getString("code")).isEqualTo("BAD_TAR");
        }
    }

    @Test
    void tellsWhatWasStoredBeforeTheTarBroke() {
        byte[] tar = fifty();

        HttpResponse<String> refused = upload(Arrays.copyOf(tar, 40 * 1_024 + 600));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).getString("code")).isEqualTo("BAD_TAR");
        assertThat(json(refused).getString("detail")).containsPattern("until then: \\d+ stored");
        assertThat(DatasetTopic.read(TestBroker.bootstrap(), datasetId)).isNotEmpty();
    }

    @Test
    void storesSinglePicture() {
        HttpResponse<String> response =
                post("/records?recordId=one&label=2,0.5&subject=me&split=test", "image/png", png(picture(3, 1)));

        assertThat(report(response)).isEqualTo("1 0 0");
        DatasetTopic.Stored stored =
                DatasetTopic.read(TestBroker.bootstrap(), datasetId).get("one").orElseThrow();
        assertThat(stored.labels()).containsExactly(2f, 0.5f);
        assertThat(stored.subject()).isEqualTo("me");
        assertThat(stored.split()).isEqualTo("TEST");
        assertThat(stored.image()).isEqualTo(picture(3, 1).raw());
    }

    @Test
    void tellsReplacedAndRelabelledPicturesApart() {
        upload(new Tar()
                .add("a.png", png(picture(1, 3)))
                .add("b.png", png(picture(2, 3)))
                .bytes());
        byte[] next = new Tar()
                .add("a.png", png(picture(1, 3)))
                .add("a.json", "{\"split\":\"TEST\",\"source\":\"moved/a.png\"}")
                .add("b.png", png(picture(3, 3)))
                .bytes();

        HttpResponse<String> refused = post("/records?ifStored=refuse", "application/x-tar", next);

        assertThat(report(refused)).isEqualTo("1 0 1");
        assertThat(json(refused).getJsonArray("rejections").getJsonObject(0).getString("code"))
                .isEqualTo("RECORD_EXISTS");
        assertThat(json(refused).getLong("relabelled")).isEqualTo(1);
        assertThat(stored("b").image()).isEqualTo(picture(2, 3).raw());
        assertThat(stored("a").split()).isEqualTo("TEST");
        HttpResponse<String> replaced = upload(next);
        assertThat(report(replaced)).isEqualTo("1 1 0");
        assertThat(json(replaced).getLong("replaced")).isEqualTo(1);
        assertThat(stored("b").image()).isEqualTo(picture(3, 3).raw());
        assertThat(code(post("/records?recordId=b&ifStored=refuse", "image/png", png(picture(4, 3)))))
                .isEqualTo("409 RECORD_EXISTS");
        assertThat(code(post("/records?ifStored=maybe", "application/x-tar", next)))
                .isEqualTo("422 VALIDATION_FAILED");
    }

    private DatasetTopic.Stored stored(String recordId) {
        return DatasetTopic.read(TestBroker.bootstrap(), datasetId)
                .get(recordId)
                .orElseThrow();
    }

    @Test
    void refusesSinglePictureWithItsReason() {
        post("/records?recordId=one", "image/png", png(picture(3, 1)));

        assertThat(code(post("/records?recordId=two", "image/png", new byte[] {1, 2, 3})))
                .isEqualTo("422 BAD_PICTURE");
        assertThat(code(post("/records?recordId=two", "image/jpeg", png(new Pixels(2, 2, 1, new byte[4])))))
                .isEqualTo("422 WRONG_SHAPE");
        assertThat(code(post("/records?recordId=two&label=x", "image/png", png(picture(3, 1)))))
                .isEqualTo("422 BAD_LABEL");
        assertThat(code(post("/records", "image/png", png(picture(3, 1))))).isEqualTo("422 VALIDATION_FAILED");
        assertThat(code(post("/records?recordId=%01", "image/png", png(picture(3, 1)))))
                .isEqualTo("422 BAD_RECORD_ID");
        assertThat(code(post("/records?channels=2", "application/x-tar", fifty())))
                .isEqualTo("422 VALIDATION_FAILED");
        assertThat(code(post("/records", "application/zip", fifty()))).isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
        assertThat(code(gateway.send(
                        request("/v1/datasets/no%20name/records", "application/x-tar", fifty()),
                        HttpResponse.BodyHandlers.ofString())))
                .isEqualTo("422 BAD_DATASET_ID");
    }
}
