package io.genstream.standalone.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine offers.
 *
 * @param jdk feature version, 17 say
 * @param directory where the data lies or will lie
 * @param freeBytes that this user may still write there; negative if nobody knows
 */
record HostFacts(int jdk, String vm, int cores, Path directory, long freeBytes, boolean writable) {
    static HostFacts of(Path dataDirectory) {
        Path there = dataDirectory.toAbsolutePath().normalize();
        Path existing = there;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return new HostFacts(
                Runtime.version().feature(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                there,
                free(existing),
                existing != null && Files.isWritable(existing));
    }

    private static long free(Path existing) {
        try {
            return existing == null ? -1 : Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
