package io.genstream.trainer.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuFeaturesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "fpu avx2 avx512f avx512_bf16, true",
        "fpu avx2 amx_bf16 amx_tile, true",
        "fpu avx2 avx512f avx512_vnni, false",
        "fpu avx512_bf16x, false",
    })
    void bfloat16IsAFlagOfTheProcessor(String flags, boolean bfloat16) throws IOException {
        Path cpuinfo = Files.writeString(
                folder.resolve("cpuinfo"),
                "processor\t: 0\nmodel name\t: avx512_bf16\nflags\t\t: " + flags + "\nvmx flags\t: amx_bf16\n\n"
                        + "processor\t: 1\nflags\t\t: " + flags + "\n");

        assertThat(CpuFeatures.read(cpuinfo).bfloat16()).isEqualTo(bfloat16);
        assertThat(CpuFeatures.read(cpuinfo).flags()).contains("fpu");
    }

    @Test
    void anotherSystemTellsNothing() throws IOException {
        Path withoutFlags = Files.writeString(folder.resolve("cpuinfo"), "processor\t: 0\nFeatures\t: fp asimd\n");

        assertThat(CpuFeatures.read(withoutFlags).flags()).isEmpty();
        assertThat(CpuFeatures.read(folder.resolve("missing")).bfloat16()).isFalse();
    }
}
