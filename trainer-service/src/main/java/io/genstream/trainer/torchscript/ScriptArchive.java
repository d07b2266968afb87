package io.genstream.trainer.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive format of {@code torch.jit.save}, written by hand: a ZIP of STORED entries with the source of one module
 * class and a pickle that makes one instance of it. It gives us every operator of libtorch that DJL has no binding for.
 */
final class ScriptArchive {
    static final String TYPE = "__torch__.Library";

    private static final String HEADER =
            """
            class Library(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Library, x: Tensor) -> Tensor:
                return x
            """;

    /** {@code ()}: there are no constants. */
    private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    static void write(List<ScriptMethod> methods, OutputStream out) throws IOException {
        StringBuilder source = new StringBuilder(HEADER);
        methods.forEach(method -> source.append(method.source()));
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            store(zip, "archive/data.pkl", instancePickle());
            store(zip, "archive/code/__torch__.py", source.toString().getBytes(StandardCharsets.UTF_8));
            store(zip, "archive/constants.pkl", EMPTY_TUPLE_PICKLE);
            store(zip, "archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Pickle protocol 2 for: an instance of Library whose state is {@code {"training": True}}. */
    private static byte[] instancePickle() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[] {(byte) 0x80, 2});
        pickle.writeBytes("c__torch__\nLibrary\n".getBytes(StandardCharsets.US_ASCII));
        pickle.writeBytes(new byte[] {'q', 0, ')', (byte) 0x81, '}', '('});
        byte[] attribute = "training".getBytes(StandardCharsets.US_ASCII);
        pickle.writeBytes(new byte[] {'X', (byte) attribute.length, 0, 0, 0});
        pickle.writeBytes(attribute);
        pickle.writeBytes(new byte[] {'q', 1, (byte) 0x88, 'u', 'b', 'q', 2, '.'});
        return pickle.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
