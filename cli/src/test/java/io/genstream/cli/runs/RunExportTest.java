package io.genstream.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.genstream.cli.runs.RunCurve.Figure;
import io.genstream.cli.runs.RunCurve.Point;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event file is read by a reader of its own here, from the published format alone. */
class RunExportTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05.500Z");

    @TempDir
    Path folder;

    @Test
    void csvHasALineAMomentInOrder() throws Exception {
        Path file = folder.resolve("new/run.csv");

        RunExport.csv(curve(), file);

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "images_seen,step,epoch,images_per_second,at,discriminator,generator,fd-x",
                        "320,10,0.5,100.0,2026-01-02T03:04:05.500Z,0.25,1.5,",
                        "320,,,,2026-01-02T03:04:06.500Z,,,12.5",
                        "640,20,1.0,200.0,2026-01-02T03:04:07.500Z,,1.25,");
    }

    @Test
    void tensorBoardFileHoldsEveryValueAtItsImages() throws Exception {
        Path file = RunExport.tensorBoard(curve(), folder);

        assertThat(file.getParent().getFileName()).hasToString("run-1");
        assertThat(file.getFileName().toString()).contains("tfevents");
        assertThat(events(file))
                .containsExactly(
                        "1767323045.5 version brain.Event:2",
                        "1767323045.5 320 loss/discriminator 0.25",
                        "1767323045.5 320 loss/generator 1.5",
                        "1767323045.5 320 images_per_second 100.0",
                        "1767323047.5 640 loss/generator 1.25",
                        "1767323047.5 640 images_per_second 200.0",
                        "1767323046.5 320 metric/fd-x 12.5");
    }

    /** CRC-32C of RFC 3720, appendix B.4, masked by hand. */
    @Test
    void masksTheChecksumsOfTheStandard() {
        byte[] zeros = new byte[32];
        byte[] rising = new byte[32];
        for (int i = 0; i < 32; i++) {
            rising[i] = (byte) i;
        }

        assertThat(TensorBoardFile.maskedCrc(zeros)).isEqualTo(masked(0x8a9136aaL));
        assertThat(TensorBoardFile.maskedCrc(rising)).isEqualTo(masked(0x46dd794eL));
    }

    private static int masked(long crc) {
        return (int) (((crc >>> 15 | crc << 17) & 0xFFFFFFFFL) + 0xa282ead8L);
    }

    private static List<String> events(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<String> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).as("checksum of the length").isEqualTo(masked(crc(length)));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertThat(in.getInt()).as("checksum of the data").isEqualTo(masked(crc(data)));
            events.add(String.join(" ", fields(data)));
        }
        return events;
    }

    /** Bit by bit, from the polynomial of Castagnoli. */
    private static long crc(byte[] data) {
        int crc = -1;
        for (byte b : data) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82F63B78 : crc >>> 1;
            }
        }
        return ~crc & 0xFFFFFFFFL;
    }

    /** Protobuf's wire format: doubles, floats, varints, text; a message within is opened. */
    private static List<String> fields(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        List<String> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            int key = in.get();
            switch (key & 7) {
                case 0 -> fields.add(Long.toString(varint(in)));
                case 1 -> fields.add(BigDecimal.valueOf(in.getDouble()).toPlainString());
                case 5 -> fields.add(Float.toString(in.getFloat()));
                case 2 -> {
                    byte[] inner = new byte[(int) varint(in)];
                    in.get(inner);
                    boolean message = key >> 3 == 5 || inner[0] == 10;
                    if (key >> 3 == 3) {
                        fields.add("version");
                    }
                    fields.addAll(message ? fields(inner) : List.of(new String(inner, StandardCharsets.UTF_8)));
                }
                default ->
                    throw new IllegalStateException(
                            "wire type of " + HexFormat.of().formatHex(data));
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static RunCurve curve() {
        return new RunCurve(
                JsonNodeFactory.instance.objectNode().put("runId", "run-1"),
                List.of(
                        new Point(10, 0.5, 320, 100, BEGIN, Map.of("generator", 1.5, "discriminator", 0.25)),
                        new Point(20, 1, 640, 200, BEGIN.plusSeconds(2), Map.of("generator", 1.25))),
                List.of(new Figure("fd-x", "frechet-distance", "v1", 320, 12.5, BEGIN.plusSeconds(1))));
    }
}
