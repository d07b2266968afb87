package io.genstream.cli.importing;

import static io.genstream.cli.importing.TestFiles.lines;
import static io.genstream.cli.importing.TestFiles.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.genstream.cli.importing.PictureSource.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetLayoutTest {
    private static final String CLASSES =
            "{\"info\": {\"features\": {\"image\": {\"_type\": \"Image\"}, \"label\": {\"names\":"
                    + " [\"zebra\", \"ant\"], \"_type\": \"ClassLabel\"}}}}";

    @TempDir
    Path folder;

    @Test
    void readsPicturesClassesAndSplits() throws IOException {
        parquet("data/train-00000-of-00002.parquet", CLASSES, List.of(1, 2), List.of(1L, 0L));
        parquet("data/train-00001-of-00002.parquet", CLASSES, List.of(3), List.of(-1L));
        parquet("data/test-00000-of-00001.parquet", CLASSES, List.of(4), List.of(1L));

        try (Sources sources = Sources.open(folder)) {
            PictureSource source = sources.source();
            assertThat(source.names()).as("as the file numbers them").containsExactly("zebra", "ant");
            assertThat(lines(source))
                    .containsExactly(
                            "data/test-00000-of-00001/000000=ant TEST",
                            "data/train-00000-of-00002/000000=ant TRAIN",
                            "data/train-00000-of-00002/000001=zebra TRAIN");
            assertThat(source.leftOut()).containsExactly("data/train-00001-of-00002/000000: has no label");
            assertThat(source.samples().get(2).picture().read().raw()).containsOnly(2);
            assertThat(source.samples().get(1).picture().read().raw())
                    .as("in any order")
                    .containsOnly(1);
        }
    }

    @Test
    void withoutHuggingFacesNotesThePicturesAreFoundByTheirForm() throws IOException {
        parquet("a.parquet", null, List.of(1, 2, 3, 4), List.of(0L, 5L, 1L, 0L));
        try (Sources sources = Sources.open(folder.resolve("a.parquet"))) {
            assertThat(sources.source().names()).containsExactly("0", "1", "5");
            TestFiles.assertNumbered(sources.source());
            assertThat(sources.source().told()).isEqualTo("1 file, pictures in image, class by label");
        }
        Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("a.parquet"));
        try (Sources sources = Sources.open(relative, TestFiles.labels("none"))) {
            assertThat(sources.source().labels()).isEqualTo(Labels.NONE);
            assertThat(sources.source().notRead()).containsExactly("column label");
        }
    }

    @Test
    void refusesWhatIsNoParquetOrHasOtherColumns() throws IOException {
        Files.writeString(folder.resolve("a.parquet"), "PAR1 but nothing more");
        assertThatThrownBy(() -> Sources.open(folder)).hasMessageContaining("is no Parquet file, or cut short");
        parquet("a.parquet", CLASSES, List.of(1), List.of(1L));
        parquet("b.parquet", CLASSES.replace("ant", "bee"), List.of(1), List.of(1L));
        assertThatThrownBy(() -> Sources.open(folder)).hasMessageContaining("classes are not those of a.parquet");
    }

    /** Every packing, both kinds of pages, dictionaries, absent values, many row groups; as the library writes them. */
    @Test
    void readsWhatHuggingFaceWrites() throws Exception {
        Files.createDirectory(folder.resolve("p"));
        Files.write(folder.resolve("p/x.png"), png(1));
        assumeTrue(
                TestFiles.python(
                        folder,
                        """
                        import io, datasets, numpy as n, pyarrow as pa, pyarrow.parquet as q
                        from PIL import Image as I
                        def png(v):
                            b = io.BytesIO(); I.fromarray(n.full((3, 2), v, 'uint8')).save(b, 'png'); return b.getvalue()
                        N = 250
                        rows = {'image': [{'bytes': png(i), 'path': '%d.png' % i} for i in range(N)], 'label': [i % 3 for i in range(N)],
                                'caption': ['picture %d' % i for i in range(N)], 'tags': [['a', 'b'][:i % 3] for i in range(N)]}
                        f = datasets.Features({'image': datasets.Image(), 'label': datasets.ClassLabel(names=['c', 'b', 'a']),
                                               'caption': datasets.Value('string'), 'tags': datasets.Sequence(datasets.Value('string'))})
                        d = datasets.Dataset.from_dict(rows, features=f)
                        d.to_parquet('hf-train-00000-of-00001.parquet', batch_size=60)
                        t = pa.table({'image': rows['image'], 'smiling': [i % 2 == 0 for i in range(N)], 'age': [i / 2 if i else None for i in range(N)]})
                        for c in ('none', 'snappy', 'gzip', 'zstd', 'lz4'):
                            for v in ('1.0', '2.0'):
                                q.write_table(t, 'a-%s-%s.parquet' % (c, v), compression=c, data_page_version=v, row_group_size=100, data_page_size=500)
                        """),
                "needs python3 with datasets and pyarrow");
        try (Sources sources = Sources.open(folder.resolve("hf-train-00000-of-00001.parquet"))) {
            PictureSource source = sources.source();
            assertThat(source.names()).containsExactly("c", "b", "a");
            assertThat(source.notRead()).containsExactlyInAnyOrder("column caption", "column tags");
            assertPictures(source, 0);
            assertThat(lines(source)).contains("hf-train-00000-of-00001/000248=a");
        }
        for (String packing : List.of("none", "snappy", "gzip", "zstd", "lz4")) {
            for (String version : List.of("1.0", "2.0")) {
                try (Sources sources = Sources.open(folder.resolve("a-" + packing + "-" + version + ".parquet"))) {
                    PictureSource source = sources.source();
                    assertThat(source.names()).containsExactly("smiling", "age");
                    assertThat(source.samples()).hasSize(249);
                    assertThat(source.samples().get(3).attributes()).containsExactly(1f, 2f);
                    assertPictures(source, 1);
                }
            }
        }
    }

    private static void assertPictures(PictureSource source, int first) throws IOException {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < source.samples().size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order.subList(100, order.size()), new Random(3));
        for (int i : order) {
            assertThat(source.samples().get(i).picture().read().value(2, 1, 0)).isEqualTo(i + first);
        }
    }

    /** A structure of bytes and path, and a number: one row group, one page a column, nothing packed. */
    private void parquet(String name, String notes, List<Integer> levels, List<Long> labels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream pictures = new ByteArrayOutputStream();
        ByteArrayOutputStream paths = new ByteArrayOutputStream();
        ByteBuffer numbers = ByteBuffer.allocate(8 * labels.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < levels.size(); i++) {
            binary(pictures, png(levels.get(i)));
            binary(paths, (i + ".png").getBytes(StandardCharsets.UTF_8));
            numbers.putLong(labels.get(i));
        }
        RowGroup group = new RowGroup(new ArrayList<>(), 0, levels.size());
        column(out, group, List.of("image", "bytes"), Type.BYTE_ARRAY, pictures.toByteArray(), levels.size());
        column(out, group, List.of("image", "path"), Type.BYTE_ARRAY, paths.toByteArray(), levels.size());
        column(out, group, List.of("label"), Type.INT64, numbers.array(), levels.size());
        FileMetaData meta = new FileMetaData(
                1,
                List.of(
                        new SchemaElement("schema").setNum_children(2),
                        element("image").setNum_children(2),
                        element("bytes").setType(Type.BYTE_ARRAY),
                        element("path").setType(Type.BYTE_ARRAY),
                        element("label").setType(Type.INT64)),
                levels.size(),
                List.of(group));
        if (notes != null) {
            meta.setKey_value_metadata(List.of(new KeyValue("huggingface").setValue(notes)));
        }
        int start = out.size();
        Util.writeFileMetaData(meta, out);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(out.size() - start)
                .array());
        out.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        TestFiles.write(folder, name, out.toByteArray());
    }

    private static SchemaElement element(String name) {
        return new SchemaElement(name).setRepetition_type(FieldRepetitionType.REQUIRED);
    }

    private static void binary(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .array());
        out.writeBytes(bytes);
    }

    private static void column(
            ByteArrayOutputStream out, RowGroup group, List<String> path, Type type, byte[] values, int rows)
            throws IOException {
        int start = out.size();
        PageHeader page = new PageHeader(PageType.DATA_PAGE, values.length, values.length);
        page.setData_page_header(new DataPageHeader(rows, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        Util.writePageHeader(page, out);
        out.writeBytes(values);
        ColumnMetaData meta = new ColumnMetaData(
                type,
                List.of(Encoding.PLAIN),
                path,
                CompressionCodec.UNCOMPRESSED,
                rows,
                out.size() - start,
                out.size() - start,
                start);
        group.addToColumns(new ColumnChunk(start).setMeta_data(meta));
    }
}
