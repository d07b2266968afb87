package io.genstream.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files that Kafka named by the digits of the JVM's default locale, {@code ۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰.log} under fa_IR. Digits are told apart
 * by their zero.
 */
final class LocalNames {
    static final int USUAL = '0';

    private static final int DECIMAL = 10;

    private LocalNames() {}

    /** The zero of the digits that a name begins with; empty where it begins with none. */
    static Optional<Integer> zero(Path file) {
        int first = file.getFileName().toString().codePointAt(0);
        return Character.isDigit(first) ? Optional.of(first - Character.digit(first, DECIMAL)) : Optional.empty();
    }

    /** The digits in whose names most of a partition's records are; the usual ones where it has none. */
    static int zeroOfLogs(Path directory) throws IOException {
        return logBytes(directory).entrySet().stream()
                .max(Map.Entry.comparingByValue()) // the first of equals
                .map(Map.Entry::getKey)
                .orElse(USUAL);
    }

    /** Bytes of records by the zero of the files' names; the usual one is first. */
    static SortedMap<Integer, Long> logBytes(Path directory) throws IOException {
        SortedMap<Integer, Long> bytes = new TreeMap<>();
        for (Path file : numbered(directory)) {
            bytes.merge(zero(file).orElseThrow(), file.toString().endsWith(".log") ? Files.size(file) : 0, Long::sum);
        }
        return bytes;
    }

    /** Files whose names begin with a digit, sorted. */
    static List<Path> numbered(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> zero(file).isPresent()).sorted().toList();
        }
    }

    /** The same name in the digits that every start finds. */
    static String usual(Path file) {
        return file.getFileName()
                .toString()
                .codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, DECIMAL) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
