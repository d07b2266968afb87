package io.genstream.cli.importing;

import static io.genstream.cli.importing.TestFiles.lines;
import static io.genstream.cli.importing.TestFiles.png;
import static io.genstream.cli.importing.TestFiles.read;
import static io.genstream.cli.importing.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableLayoutTest {
    @TempDir
    Path folder;

    @BeforeEach
    void fourPictures() throws IOException {
        for (int i = 0; i < 4; i++) {
            png(folder, "train/00" + i + ".png", i);
        }
    }

    @Test
    void aColumnWhoseNameHoldsACommaIsOne() throws IOException {
        write(folder, "labels.csv", "file,\"coat, colour\",coat\n000,red,a\n001,blue,a\n002,red,b\n003,blue,b\n");

        assertThat(read(folder, TestFiles.labels("coat, colour")).names()).containsExactly("blue", "red");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,breed\n000,boxer\n001,pug\n002,boxer\n003,pug\n",
                "id;breed\r\n000;boxer\r\n001;pug\r\n002;boxer\r\n003;pug\r\n",
                "id\tbreed\n000\tboxer\n001\tpug\n002\tboxer\n003\tpug\n",
                "000.png,boxer\n001.png,pug\n002.png,boxer\n003.png,pug\n",
                "000,boxer\n001,pug\n002,boxer\n003,pug\n",
                ",file,label\n0,000.png,boxer\n1,001.png,pug\n2,002.png,boxer\n3,003.png,pug\n",
                "label,file\nboxer,train/000.png\npug,train/001.png\nboxer,train/002.png\npug,train/003.png\n",
                "file,breed\ntrain\\000.png,boxer\ntrain\\001.png,pug\ntrain\\002.png,boxer\ntrain\\003.png,pug\n",
                "\uFEFFfile,breed\n000.png,boxer\n001.png,pug\n002.png,boxer\n003.png,pug\n",
                "file,age,breed,weight\n000,3,boxer,20.5\n001,4,pug,7\n002,2,boxer,21\n003,9,pug,8\n",
                "file,\"breed\"\n\"/kaggle/input/dogs/train/000.png\",boxer\n/x/train/001.png,pug\n/x/train/002.png,boxer\n/x/train/003.png,pug\n",
                "file,label,label_id\n000,boxer,0\n001,pug,1\n002,boxer,0\n003,pug,1\n",
            })
    void findsTheFileAndTheClassInTablesOfAnyForm(String table) throws IOException {
        write(folder, "labels.csv", table);

        PictureSource source = read(folder);

        assertThat(source.labels()).isEqualTo(Labels.CLASS);
        assertThat(source.names()).containsExactly("boxer", "pug");
        assertThat(source.samples())
                .hasSize(4)
                .allMatch(sample ->
                        sample.source().endsWith(".png") || sample.source().startsWith("/"));
        assertThat(source.samples().get(3).className()).contains("pug");
        assertThat(source.samples().get(3).picture().read().value(0, 0, 0)).isEqualTo(3);
        assertThat(source.leftOut()).isEmpty();
    }

    @Test
    void saysWhatWasTakenForWhatAndWhatIsNotRead() throws IOException {
        write(folder, "dogs.csv", "file,age,breed\n000,3,boxer\n001,4,pug\n002,2,boxer\n");

        PictureSource source = read(folder);

        assertThat(source.told()).isEqualTo("dogs.csv: files by file, class by breed");
        assertThat(source.notRead())
                .containsExactly("columns age", "1 pictures that no row names, or names in vain, [train/003.png]");
    }

    @Test
    void numbersOfMeasuresAreAttributesAndNumbersOfClassesAreClasses() throws IOException {
        write(folder, "labels.csv", "file,age\n000,0\n001,1\n002,0\n003,1\n");
        assertThat(read(folder).labels()).isEqualTo(Labels.ATTRIBUTES);
        assertThat(read(folder).names()).containsExactly("age");
        assertThat(read(folder, TestFiles.labels("class:age")).names()).containsExactly("0", "1");

        write(folder, "labels.csv", "file,kind\n000,0\n001,1\n002,0\n003,1.0\n");
        assertThat(read(folder).labels()).isEqualTo(Labels.CLASS);
        assertThat(read(folder).names()).containsExactly("0", "1");
        assertThat(read(folder, TestFiles.labels("number:kind")).labels()).isEqualTo(Labels.ATTRIBUTES);

        write(folder, "labels.csv", "file;weight\n000;1,5\n001;2,25\n002;3\n003;1\n");
        assertThat(lines(read(folder))).contains("train/001.png=[2.25]");
        write(folder, "labels.csv", "file,pose\n000,17\n001,230\n002,44\n003,90\n");
        assertThat(read(folder).labels()).isEqualTo(Labels.ATTRIBUTES);
    }

    @Test
    void classesCalledByNumbersKeepTheirNumbers() throws IOException {
        StringBuilder table = new StringBuilder("file,label\n");
        for (int i = 0; i < 24; i++) {
            png(folder, "p" + i + ".png", i);
            table.append("p").append(i).append(".png,").append(i % 12).append('\n');
        }
        write(folder, "labels.csv", table.toString());

        assertThat(read(folder).names()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        TestFiles.assertNumbered(read(folder));
    }

    @Test
    void severalColumnsOfNumbersAreAttributes() throws IOException {
        write(folder, "labels.csv", "id,smiling,young\n000,1,True\n001,-1,False\n002,yes,True\n003,1,\n");

        PictureSource source = read(folder);

        assertThat(source.names()).containsExactly("smiling", "young");
        assertThat(lines(source)).containsExactly("train/000.png=[1.0, 1.0]", "train/001.png=[-1.0, 0.0]");
        assertThat(source.leftOut())
                .containsExactly("002: needs 2 numbers in labels.csv", "003: needs 2 numbers in labels.csv");
    }

    @Test
    void keepsSplitsAndSubjects() throws IOException {
        write(
                folder,
                "labels.csv",
                "file,label,split,subject\n000,a,train,Ann\n001,b,val,Bob\n002,a,test,Ann\n003,b,,Bob\n");
        assertThat(lines(read(folder)))
                .containsExactly(
                        "train/000.png=a TRAIN of Ann",
                        "train/001.png=b VALIDATION of Bob",
                        "train/002.png=a TEST of Ann",
                        "train/003.png=b of Bob");

        write(folder, "labels.csv", "file,partition,label\n000,0,a\n001,1,b\n002,2,a\n003,0,b\n");
        assertThat(lines(read(folder))).contains("train/002.png=a TEST", "train/003.png=b TRAIN");

        write(folder, "labels.csv", "file,split,label\n000,0,a\n001,later,b\n002,2,a\n003,0,b\n");
        assertThatThrownBy(() -> read(folder))
                .hasMessageContaining("column split holds later: write train, validation or test");
        assertThat(lines(read(folder, splits("none")))).contains("train/001.png=b");

        write(folder, "labels.csv", "file,part,label\n000,dev,a\n001,test,b\n002,test,a\n003,dev,b\n");
        assertThat(lines(read(folder, splits("part")))).contains("train/000.png=a VALIDATION", "train/001.png=b TEST");
        assertThatThrownBy(() -> read(folder, splits("parts"))).hasMessageContaining("no column parts for --split");
    }

    @Test
    void aNamedColumnIsTakenAsWished() throws IOException {
        write(
                folder,
                "labels.csv",
                "file,coat,colour,identity\n000,boxer,red,7\n001,pug,grey,8\n002,pug,red,7\n003,pug,red,8\n");
        assertThatThrownBy(() -> read(folder))
                .hasMessageContaining("columns coat, colour may each be the class")
                .hasMessageContaining("--labels coat");
        assertThat(read(folder, TestFiles.labels("colour")).names()).containsExactly("grey", "red");
        assertThat(read(folder, TestFiles.labels("none")).labels()).isEqualTo(Labels.NONE);
        assertThatThrownBy(() -> read(folder, TestFiles.labels("size"))).hasMessageContaining("no column size");

        write(folder, "labels.csv", "file,identity\n000,7\n001,8\n002,7\n003,8\n");
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("may be the class or only say whose picture it is");
        assertThat(lines(read(folder, TestFiles.labels("identity")))).contains("train/000.png=7 of 7");
        assertThat(lines(read(folder, TestFiles.labels("none")))).contains("train/000.png= of 7");
    }

    @Test
    void saysWhichColumnWasTakenForTheFile() throws IOException {
        write(folder, "labels.csv", "id,breed\na1,boxer\na2,pug\n");
        assertThatThrownBy(() -> read(folder))
                .hasMessageContaining("column id was taken for the file")
                .hasMessageContaining("file,label");
        write(folder, "labels.csv", "id\tbreed\n000\tboxér\n001\tpug\n".getBytes(StandardCharsets.UTF_16));
        assertThat(read(folder).names()).as("Excel's Unicode text").containsExactly("boxér", "pug");
        write(folder, "labels.csv", "id,breed\n000,boxér\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("not in UTF-8");
    }

    @Test
    void aTableThatCannotBeReadStopsNobodyWhoHasOtherLabels() throws IOException {
        Path pets = folder.resolve("pets");
        png(pets, "cats/000.png", 1);
        png(pets, "dogs/001.png", 1);
        write(pets, "prices.csv", "id,price\n000,3 \u00a3\n".getBytes(StandardCharsets.ISO_8859_1));
        write(pets, "broken.jsonl", "{");
        write(pets, "empty.csv", "");
        assertThatThrownBy(() -> read(pets.resolve("prices.csv"))).hasMessageContaining("not in UTF-8");
        assertThat(read(pets).names()).containsExactly("cats", "dogs");
        assertThat(read(pets).notRead()).contains("prices.csv", "broken.jsonl").doesNotContain("empty.csv");
    }

    @Test
    void aPictureOfTwoLabelsOrTwoPicturesOfOneNameAreLeftOut() throws IOException {
        png(folder, "test/000.png", 9);
        png(folder, "extra/003.png", 9);
        write(folder, "labels.csv", "file,label\n000,a\n001,a\n001,b\n002,a\n002,a\nextra/003,b\n");

        PictureSource source = read(folder);

        assertThat(lines(source)).containsExactly("train/002.png=a", "extra/003.png=b");
        assertThat(source.leftOut())
                .containsExactly(
                        "000: may be test/000.png or train/000.png: write the folder in labels.csv",
                        "001: stands more than once in labels.csv, with different labels");
    }

    @Test
    void oneTableForEachSplit() throws IOException {
        png(folder, "test/000.png", 9);
        write(folder, "train.csv", "id,label\n000,a\n001,b\n");
        assertThat(lines(read(folder))).as("all there is").containsExactly("train/000.png=a", "train/001.png=b");
        write(folder, "val.csv", "id,label\n002,a\n003,b\n");
        write(folder, "test.csv", "id\n000\n");
        write(folder, "sample_submission.csv", "id,label\n000,a\n");

        assertThat(read(folder).notRead())
                .contains("sample_submission.csv", "test.csv")
                .doesNotContain("val.csv");
        assertThat(lines(read(folder)))
                .containsExactly(
                        "train/000.png=a TRAIN",
                        "train/001.png=b TRAIN",
                        "train/002.png=a VALIDATION",
                        "train/003.png=b VALIDATION");

        write(folder, "more.csv", "id,label\n000,b\n");
        assertThatThrownBy(() -> read(folder))
                .hasMessageContaining("all name its pictures")
                .hasMessageContaining("--labels");
        assertThat(read(folder, TestFiles.labels("val.csv")).samples()).hasSize(2);
    }

    @Test
    void foldersAndATableThatBothNameClassesAreAskedAbout() throws IOException {
        png(folder, "cats/a.png", 1);
        png(folder, "dogs/b.png", 2);
        write(folder, "list.csv", "file,label\na.png,tom\nb.png,rex\n");

        assertThatThrownBy(() -> read(folder)).hasMessageContaining("--layout folders or --layout table");
        assertThat(read(folder, TestFiles.labels("label")).names()).containsExactly("rex", "tom");
    }

    @Test
    void huggingFacesMetadataBesideThePictures() throws IOException {
        write(folder, "train/metadata.csv", "file_name,label\n000.png,cat\n001.png,dog\n002.png,cat\n003.png,dog\n");
        png(folder, "test/000.png", 7);
        write(folder, "test/metadata.jsonl", "{\"file_name\": \"000.png\", \"label\": \"dog\"}\n");

        PictureSource source = read(folder);

        assertThat(source.names()).containsExactly("cat", "dog");
        assertThat(lines(source))
                .contains("train/003.png=dog TRAIN", "test/000.png=dog TEST")
                .hasSize(5);
    }

    /** As pandas writes them. */
    @Test
    void readsWhatPandasWrites() throws Exception {
        assumeTrue(
                TestFiles.python(
                        folder,
                        "import pandas\n"
                                + "d = pandas.DataFrame({'path': ['train/%03d.png' % i for i in range(4)], 'label': [0, 1, None, 1],"
                                + " 'age': [1.5, 2, 3, 4]})\n"
                                + "d.to_csv('labels.csv')\n"
                                + "d.to_csv('t.tsv', sep='\\t', index=False)"),
                "needs python3 with pandas");
        assertThat(lines(read(folder))).containsExactly("train/000.png=0", "train/001.png=1", "train/003.png=1");
        assertThat(read(folder).leftOut()).containsExactly("train/002.png: has no label in labels.csv");
        assertThat(read(folder).notRead()).containsExactly("columns (without a name), age", "t.tsv");
        assertThat(read(folder.resolve("t.tsv")).names()).containsExactly("0", "1");
    }

    private static Wishes splits(String wish) {
        return new Wishes(Optional.empty(), Optional.empty(), Optional.of(wish), Optional.empty(), false);
    }
}
