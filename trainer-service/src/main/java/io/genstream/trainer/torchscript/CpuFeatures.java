package io.genstream.trainer.torchscript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this machine's processor can do beyond the ordinary, as Linux tells it; nothing where another system does not.
 * Immutable.
 *
 * @param flags by the names of /proc/cpuinfo, of the first core
 */
public record CpuFeatures(Set<String> flags) {
    public CpuFeatures {
        flags = Set.copyOf(flags);
    }

    public static CpuFeatures ofThisMachine() {
        return read(Path.of("/proc/cpuinfo"));
    }

    static CpuFeatures read(Path cpuinfo) {
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return new CpuFeatures(lines
                    .filter(line -> line.matches("flags\\s*:.*"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim().split("\\s+"))
                    .stream()
                    .flatMap(Arrays::stream)
                    .collect(Collectors.toSet()));
        } catch (IOException notLinux) {
            return new CpuFeatures(Set.of());
        }
    }

    /** Whether it multiplies bfloat16; elsewhere libtorch emulates it, slower than float32. */
    public boolean bfloat16() {
        return flags.contains("amx_bf16") || flags.contains("avx512_bf16");
    }
}
