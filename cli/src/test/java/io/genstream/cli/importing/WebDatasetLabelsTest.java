package io.genstream.cli.importing;

import static io.genstream.cli.importing.TestFiles.lines;
import static io.genstream.cli.importing.TestFiles.png;
import static io.genstream.cli.importing.TestFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels in the forms in which WebDatasets have them. */
class WebDatasetLabelsTest {
    @TempDir
    Path folder;

    @Test
    void classesByName() throws IOException {
        PictureSource source =
                read(shard("pets.tar", "{\"label\": \"dog\"}", "{\"label\": \"cat\"}", "{\"label\": \"dog\"}"));

        assertThat(source.labels()).isEqualTo(Labels.CLASS);
        assertThat(source.names()).containsExactly("cat", "dog");
        assertThat(lines(source)).containsExactly("0=dog", "1=cat", "2=dog");
    }

    @Test
    void attributesByName() throws IOException {
        PictureSource source = read(shard(
                "a.tar",
                "{\"attributes\": {\"smiling\": true, \"age\": 0.5}, \"url\": \"x\"}",
                "{\"attributes\": {\"age\": 1, \"smiling\": false}}",
                "{\"attributes\": {\"age\": 1, \"bald\": false}}",
                "{\"attributes\": {\"age\": 1}}"));

        assertThat(source.labels()).isEqualTo(Labels.ATTRIBUTES);
        assertThat(source.names()).containsExactly("smiling", "age");
        assertThat(lines(source)).containsExactly("0=[1.0, 0.5]", "1=[0.0, 1.0]");
        assertThat(source.leftOut())
                .containsExactly(
                        "3: has 1 labels, the first record has 2 labels",
                        "2: its label names other attributes than [smiling, age]");
        assertThat(source.notRead()).containsExactly("field url");
    }

    @Test
    void aListOfNamesIsNoLabel() throws IOException {
        PictureSource source =
                read(shard("a.tar", "{\"label\": 3}", "{\"label\": [\"cat\", \"dog\"]}", "{\"class_name\": \"4\"}"));

        assertThat(source.names()).containsExactly("3", "4");
        assertThat(source.leftOut())
                .singleElement()
                .asString()
                .startsWith("1: its label holds \"cat\", which is no number");
    }

    @Test
    void namedClassesKeepTheirNumbers() throws IOException {
        PictureSource source = read(shard(
                "a.tar",
                "{\"label\": 3, \"labelName\": \"fox\"}",
                "{\"label\": 1, \"labelName\": \"owl\"}",
                "{\"label\": 3}",
                "{\"label\": 5}"));

        assertThat(ClassNames.join(List.of(), source.names())).containsExactly("0", "owl", "2", "fox", "4", "5");
        assertThat(lines(source)).as("a number has one name").containsExactly("0=fox", "1=owl", "2=fox", "3=5");
    }

    @Test
    void contradictingNamesOfClassesAreRefused() throws IOException {
        Path twoNames =
                shard("a.tar", "{\"label\": 3, \"labelName\": \"fox\"}", "{\"label\": 3, \"labelName\": \"owl\"}");
        Path twoNumbers =
                shard("b.tar", "{\"label\": 3, \"labelName\": \"fox\"}", "{\"label\": 4, \"labelName\": \"fox\"}");

        assertThatThrownBy(() -> read(twoNames))
                .hasMessageContaining("1 calls class 3 owl, another record calls it fox")
                .hasMessageContaining("--labels labelName");
        assertThatThrownBy(() -> read(twoNumbers))
                .hasMessageContaining("1 calls class 4 fox, another record has that name for class 3");
        assertThat(read(twoNames, TestFiles.labels("labelName")).names()).containsExactly("fox", "owl");
    }

    @Test
    void aRecordWithoutALabelVoidsNoOthers() throws IOException {
        PictureSource source = read(shard("a.tar", "{\"label\": \"cat\"}", "{}", "{\"label\": \" \"}"));

        assertThat(lines(source)).containsExactly("0=cat");
        assertThat(source.leftOut())
                .containsExactly(
                        "1: has 0 labels, the first record has a class",
                        "2: has 0 labels, the first record has a class");
    }

    @Test
    void whatIsNotReadIsToldAndWithoutLabelsRefused() throws IOException {
        Path tar =
                shard("laion.tar", "{\"caption\": \"a cat\", \"width\": 3}", "{\"caption\": \"a dog\", \"width\": 4}");
        assertThatThrownBy(() -> read(tar))
                .hasMessageContaining("field caption, field width")
                .hasMessageContaining("--labels none");
        assertThat(read(tar, TestFiles.labels("none")).labels()).isEqualTo(Labels.NONE);
        assertThat(read(tar, TestFiles.labels("caption")).names()).containsExactly("a cat", "a dog");

        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.png", png(1));
        files.put("a.txt", "a cat".getBytes(StandardCharsets.UTF_8));
        Path captions = TestFiles.tar(folder.resolve("captions.tar"), files);
        assertThatThrownBy(() -> read(captions)).hasMessageContaining("files .txt");
    }

    @Test
    void splitsByTheShardsNames() throws IOException {
        Path shards = Files.createDirectory(folder.resolve("shards"));
        for (String name : List.of("pets-train-000000", "pets-train-000001", "pets-val-000000")) {
            Files.copy(
                    shard("x.tar", "{\"label\": \"cat\"}", "{\"label\": \"dog\", \"split\": \"TEST\"}"),
                    shards.resolve(name + ".tar"));
        }
        assertThat(lines(read(shards)))
                .containsExactly(
                        "pets-train-000000/0=cat TRAIN",
                        "pets-train-000000/1=dog TEST",
                        "pets-train-000001/0=cat TRAIN",
                        "pets-train-000001/1=dog TEST",
                        "pets-val-000000/0=cat VALIDATION",
                        "pets-val-000000/1=dog TEST");
    }

    /** Keys as the library cuts them, and labels as it writes them. */
    @Test
    void agreesWithTheLibraryOnKeys() throws Exception {
        assumeTrue(
                TestFiles.python(
                        folder,
                        """
                        import io, json, tarfile, webdataset as w
                        import numpy as n
                        from PIL import Image as I
                        b = io.BytesIO(); I.fromarray(n.full((2, 2), 7, 'uint8')).save(b, 'png'); png = b.getvalue()
                        with w.TarWriter('written.tar') as t:
                            t.write({'__key__': 'x/one', 'png': png, 'cls': 3, 'json': {'note': 1}})
                            t.write({'__key__': 'x/two', 'png': png, 'cls': 0})
                        with tarfile.open('keys.tar', 'w') as t:
                            for name in ('a.b/one.png', 'a.b/one.cls', './two.seg.png', './two.png', './two.cls', 'three.1.png', 'three.1.cls', 'three.2.cls'):
                                data = png if name.endswith('png') else b'1'
                                i = tarfile.TarInfo(name); i.size = len(data); t.addfile(i, io.BytesIO(data))
                        keys = [s['__key__'] for s in w.WebDataset('keys.tar', shardshuffle=False) if 'png' in s and 'cls' in s]
                        json.dump(keys, open('keys.json', 'w'))
                        """),
                "needs python3 with webdataset");
        assertThat(lines(read(folder.resolve("written.tar")))).containsExactly("x/one=3", "x/two=0");
        List<String> ours = read(folder.resolve("keys.tar")).samples().stream()
                .map(Sample::source)
                .toList();
        List<String> theirs = new java.util.ArrayList<>();
        new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(folder.resolve("keys.json").toFile())
                .forEach(key -> theirs.add(key.asText().replaceFirst("^\\./", "")));
        assertThat(ours).isEqualTo(theirs).isNotEmpty();
    }

    private Path shard(String name, String... labels) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i++) {
            files.put(i + ".png", png(i));
            files.put(i + ".json", labels[i].getBytes(StandardCharsets.UTF_8));
        }
        return TestFiles.tar(folder.resolve(name), files);
    }
}
