package io.genstream.cli.importing;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** The pages of one column of one row group, one in memory at once. Used by one thread at once. */
final class ParquetPages implements PageReader {
    /** Packed and unpacked form are in memory at once; they may take half of it. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

    private final ColumnMetaData column;
    private final Buffers buffers;
    private final InputStream in;
    private long valuesLeft;
    private PageHeader next;

    /** Opens the file at a place. */
    @FunctionalInterface
    interface Opener {
        InputStream at(long start);
    }

    /**
     * The memory of a column's pages, from row group to row group, since megabytes of garbage a page would let the heap grow. A page is
     * read while the row before it, which is the last of another page, is still looked at: two take turns.
     */
    static final class Buffers {
        private byte[] packed = {};
        private byte[] page = {};
        private byte[] pageBefore = {};
        private byte[] dictionary = {};

        byte[] packed(int bytes) {
            packed = ofAtLeast(bytes, packed);
            return packed;
        }

        byte[] page(int bytes) {
            byte[] next = ofAtLeast(bytes, pageBefore);
            pageBefore = page;
            page = next;
            return next;
        }

        byte[] dictionary(int bytes) {
            dictionary = ofAtLeast(bytes, dictionary);
            return dictionary;
        }

        private static byte[] ofAtLeast(int bytes, byte[] buffer) {
            return buffer.length >= bytes ? buffer : new byte[bytes + bytes / 8];
        }
    }

    ParquetPages(ColumnMetaData column, Buffers buffers, Opener opener) {
        this.column = column;
        this.buffers = buffers;
        this.valuesLeft = column.getNum_values();
        long dictionary = column.isSetDictionary_page_offset() ? column.getDictionary_page_offset() : 0;
        long data = column.getData_page_offset();
        this.in = opener.at(dictionary > 0 ? Math.min(dictionary, data) : data);
    }

    @Override
    public long getTotalValueCount() {
        return column.getNum_values();
    }

    @Override
    public DictionaryPage readDictionaryPage() {
        try {
            if (valuesLeft == 0 || header().getType() != PageType.DICTIONARY_PAGE) {
                return null;
            }
            PageHeader header = taken();
            DictionaryPageHeader dictionary = header.getDictionary_page_header();
            int size = header.getUncompressed_page_size();
            return new DictionaryPage(
                    BytesInput.from(unpacked(header, 0, buffers.dictionary(size)), 0, size),
                    dictionary.getNum_values(),
                    encoding(dictionary.getEncoding()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DataPage readPage() {
        try {
            while (valuesLeft > 0) {
                PageHeader header = taken();
                switch (header.getType()) {
                    case DATA_PAGE -> {
                        return first(header, header.getData_page_header());
                    }
                    case DATA_PAGE_V2 -> {
                        return second(header, header.getData_page_header_v2());
                    }
                    default -> in.skipNBytes(header.getCompressed_page_size());
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataPage first(PageHeader header, DataPageHeader page) throws IOException {
        valuesLeft -= page.getNum_values();
        return new DataPageV1(
                BytesInput.from(unpacked(header, 0, page(header)), 0, header.getUncompressed_page_size()),
                page.getNum_values(),
                header.getUncompressed_page_size(),
                null,
                encoding(page.getRepetition_level_encoding()),
                encoding(page.getDefinition_level_encoding()),
                encoding(page.getEncoding()));
    }

    private DataPage second(PageHeader header, DataPageHeaderV2 page) throws IOException {
        valuesLeft -= page.getNum_values();
        int repetition = page.getRepetition_levels_byte_length();
        int levels = repetition + page.getDefinition_levels_byte_length();
        int size = header.getUncompressed_page_size();
        byte[] bytes = page.isIs_compressed() ? unpacked(header, levels, page(header)) : packed(header, page(header));
        return DataPageV2.uncompressed(
                page.getNum_rows(),
                page.getNum_nulls(),
                page.getNum_values(),
                BytesInput.from(bytes, 0, repetition),
                BytesInput.from(bytes, repetition, levels - repetition),
                encoding(page.getEncoding()),
                BytesInput.from(bytes, levels, size - levels),
                null);
    }

    private PageHeader header() throws IOException {
        if (next == null) {
            next = Util.readPageHeader(in);
            if (next.getCompressed_page_size() < 0
                    || Math.max(next.getCompressed_page_size(), next.getUncompressed_page_size()) > MOST_BYTES) {
                throw new IOException(
                        "a page of " + next.getUncompressed_page_size() + " bytes is too large for memory, "
                                + MOST_BYTES
                                + " are the most: write it again with smaller pages (pyarrow: data_page_size, write_batch_size=1)");
            }
        }
        return next;
    }

    private PageHeader taken() throws IOException {
        PageHeader header = header();
        next = null;
        return header;
    }

    private byte[] page(PageHeader header) {
        return buffers.page(header.getUncompressed_page_size());
    }

    private byte[] packed(PageHeader header, byte[] buffer) throws IOException {
        if (in.readNBytes(buffer, 0, header.getCompressed_page_size()) < header.getCompressed_page_size()) {
            throw new EOFException("it is cut short");
        }
        return buffer;
    }

    /** @param plain bytes at the beginning that are never packed */
    private byte[] unpacked(PageHeader header, int plain, byte[] buffer) throws IOException {
        int size = header.getUncompressed_page_size();
        int packedSize = header.getCompressed_page_size();
        if (column.getCodec() == CompressionCodec.UNCOMPRESSED) {
            return packed(header, buffer);
        }
        byte[] packed = packed(header, buffers.packed(packedSize));
        System.arraycopy(packed, 0, buffer, 0, plain);
        if (column.getCodec() == CompressionCodec.GZIP) {
            try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed, plain, packedSize - plain))) {
                gzip.readNBytes(buffer, plain, size - plain);
            }
        } else if (size > plain) {
            decompressor().decompress(packed, plain, packedSize - plain, buffer, plain, size - plain);
        }
        return buffer;
    }

    private Decompressor decompressor() throws IOException {
        return switch (column.getCodec()) {
            case SNAPPY -> new SnappyDecompressor();
            case ZSTD -> new ZstdDecompressor();
            case LZ4_RAW -> new Lz4Decompressor();
            default ->
                throw new IOException(
                        "it is packed with " + column.getCodec() + ": write it again with snappy or zstd");
        };
    }

    private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
        return Encoding.valueOf(encoding.name());
    }
}
