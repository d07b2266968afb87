package io.genstream.cli.importing;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * A Parquet file (parquet.apache.org/docs/file-format) read row by row and, within each column, page by page: parquet-hadoop, the
 * library's own reader of files, holds whole row groups in memory, and pictures make those large. Thread-safe.
 */
final class ParquetFile implements Closeable {
    private static final int TAIL = 8;
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    private final Path path;
    private final FileChannel channel;
    private final FileMetaData meta;
    private final MessageType schema;

    private ParquetFile(Path path, FileChannel channel, FileMetaData meta) {
        this.path = path;
        this.channel = channel;
        this.meta = meta;
        Iterator<SchemaElement> elements = meta.getSchema().iterator();
        SchemaElement root = elements.next();
        this.schema = new MessageType(root.getName(), children(root, elements));
    }

    static ParquetFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new ParquetFile(path, channel, footer(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException(path.getFileName() + " is no Parquet file, or cut short: " + e.getMessage(), e);
        }
    }

    private static FileMetaData footer(FileChannel channel) throws IOException {
        ByteBuffer tail = ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN);
        long end = channel.size() - TAIL;
        if (end < TAIL || channel.read(tail, end) < TAIL || !tail.slice(4, 4).equals(ByteBuffer.wrap(MAGIC))) {
            throw new IOException("it does not end with PAR1");
        }
        int length = tail.getInt(0);
        if (length < 0 || length > end) {
            throw new IOException("its footer has " + length + " bytes");
        }
        return Util.readFileMetaData(new Section(channel, end - length));
    }

    private static Type[] children(SchemaElement parent, Iterator<SchemaElement> elements) {
        Type[] children = new Type[parent.getNum_children()];
        for (int i = 0; i < children.length; i++) {
            SchemaElement child = elements.next();
            Type.Repetition repetition =
                    Type.Repetition.valueOf(child.getRepetition_type().name());
            children[i] = child.isSetNum_children() && child.getNum_children() > 0
                    ? new GroupType(repetition, child.getName(), children(child, elements))
                    : new PrimitiveType(
                            repetition, primitive(child.getType()), child.getType_length(), child.getName());
        }
        return children;
    }

    private static PrimitiveType.PrimitiveTypeName primitive(org.apache.parquet.format.Type type) {
        return type == org.apache.parquet.format.Type.BYTE_ARRAY
                ? PrimitiveType.PrimitiveTypeName.BINARY
                : PrimitiveType.PrimitiveTypeName.valueOf(type.name());
    }

    Path path() {
        return path;
    }

    MessageType schema() {
        return schema;
    }

    long rows() {
        return meta.getNum_rows();
    }

    /** What the writer says of the file besides. */
    Optional<String> said(String key) {
        return meta.isSetKey_value_metadata()
                ? meta.getKey_value_metadata().stream()
                        .filter(pair -> pair.getKey().equals(key) && pair.isSetValue())
                        .map(pair -> pair.getValue())
                        .findFirst()
                : Optional.empty();
    }

    /** Of a picture, on average: all that is known before it is read. */
    long bytesARow(String column) {
        long bytes = 0;
        for (RowGroup group : meta.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                if (chunk.getMeta_data().getPath_in_schema().get(0).equals(column)) {
                    bytes += chunk.getMeta_data().getTotal_uncompressed_size();
                }
            }
        }
        return rows() == 0 ? 0 : bytes / rows();
    }

    /** Rows from the first on, with these columns alone. */
    Reading read(Set<String> columns) {
        return new Reading(new MessageType(
                schema.getName(),
                schema.getFields().stream()
                        .filter(field -> columns.contains(field.getName()))
                        .toList()));
    }

    /** One pass over the rows. Used by one thread at once. */
    final class Reading {
        private final MessageType projection;
        private final MessageColumnIO columns;
        private final Iterator<RowGroup> groups = meta.getRow_groups().iterator();
        private final Map<List<String>, ParquetPages.Buffers> buffers = new HashMap<>();
        private RecordReader<Group> records;
        private long left;

        Reading(MessageType projection) {
            this.projection = projection;
            this.columns = new ColumnIOFactory(meta.getCreated_by()).getColumnIO(projection, schema);
        }

        /** Null after the last. */
        Group next() throws IOException {
            if (!atRow()) {
                return null;
            }
            left--;
            try {
                return records().read();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } catch (RuntimeException e) {
                throw new IOException(path.getFileName() + " is damaged or of an unknown kind: " + e.getMessage(), e);
            }
        }

        /** Whole row groups without reading them. */
        void skip(long rows) throws IOException {
            long toSkip = rows;
            while (toSkip > 0 && atRow()) {
                if (records == null && toSkip >= left) {
                    toSkip -= left;
                    left = 0;
                } else {
                    next();
                    toSkip--;
                }
            }
        }

        private RowGroup group;

        private boolean atRow() {
            while (left == 0 && groups.hasNext()) {
                group = groups.next();
                left = group.getNum_rows();
                records = null;
            }
            return left > 0;
        }

        private RecordReader<Group> records() {
            if (records == null) {
                records = columns.getRecordReader(pages(group, buffers), new GroupRecordConverter(projection));
            }
            return records;
        }
    }

    private PageReadStore pages(RowGroup group, Map<List<String>, ParquetPages.Buffers> buffers) {
        Map<List<String>, ColumnChunk> chunks = new HashMap<>();
        group.getColumns().forEach(chunk -> chunks.put(chunk.getMeta_data().getPath_in_schema(), chunk));
        return new PageReadStore() {
            @Override
            public PageReader getPageReader(ColumnDescriptor column) {
                List<String> path = List.of(column.getPath());
                return new ParquetPages(
                        chunks.get(path).getMeta_data(),
                        buffers.computeIfAbsent(path, any -> new ParquetPages.Buffers()),
                        start -> new BufferedInputStream(new Section(channel, start), 1 << 16));
            }

            @Override
            public long getRowCount() {
                return group.getNum_rows();
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** From a place in the file on; other readers of the channel are not disturbed. */
    private static final class Section extends InputStream {
        private final FileChannel channel;
        private long position;

        Section(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
