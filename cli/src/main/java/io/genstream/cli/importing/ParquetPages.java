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
import java.util.Arrays;
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
    /** Larger ones do not fit the client's heap with their unpacked form. */
    private static final int MOST_BYTES = 128 << 20;

    private final ColumnMetaData column;
    private final InputStream in;
    private long valuesLeft;
    private PageHeader next;

    /** Opens the file at a place. */
    @FunctionalInterface
    interface Opener {
        InputStream at(long start);
    }

    ParquetPages(ColumnMetaData column, Opener opener) {
        this.column = column;
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
            return new DictionaryPage(
                    BytesInput.from(unpacked(header, 0)),
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
                BytesInput.from(unpacked(header, 0)),
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
        byte[] bytes = page.isIs_compressed() ? unpacked(header, levels) : packed(header);
        return DataPageV2.uncompressed(
                page.getNum_rows(),
                page.getNum_nulls(),
                page.getNum_values(),
                BytesInput.from(bytes, 0, repetition),
                BytesInput.from(bytes, repetition, levels - repetition),
                encoding(page.getEncoding()),
                BytesInput.from(bytes, levels, bytes.length - levels),
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

    private byte[] packed(PageHeader header) throws IOException {
        byte[] bytes = in.readNBytes(header.getCompressed_page_size());
        if (bytes.length < header.getCompressed_page_size()) {
            throw new EOFException("it is cut short");
        }
        return bytes;
    }

    /** @param plain bytes at the beginning that are never packed */
    private byte[] unpacked(PageHeader header, int plain) throws IOException {
        byte[] packed = packed(header);
        if (column.getCodec() == CompressionCodec.UNCOMPRESSED) {
            return packed;
        }
        byte[] bytes = Arrays.copyOf(packed, header.getUncompressed_page_size());
        if (column.getCodec() == CompressionCodec.GZIP) {
            try (InputStream gzip =
                    new GZIPInputStream(new ByteArrayInputStream(packed, plain, packed.length - plain))) {
                gzip.readNBytes(bytes, plain, bytes.length - plain);
            }
        } else if (bytes.length > plain) {
            decompressor().decompress(packed, plain, packed.length - plain, bytes, plain, bytes.length - plain);
        }
        return bytes;
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
