package io.genstream.cli.importing;

import io.genstream.model.pixels.PixelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Gives each sample the id of its record. A picture is its content: the same bytes are the same record wherever they lie, so a
 * moved file changes its label and two pictures of one name are two records. Used by one thread.
 */
final class Identities {
    /** Enough that no two pictures share one: 128 bits. */
    private static final int ID_BYTES = 16;

    private static final String ID = "[0-9a-f]{" + 2 * ID_BYTES + "}";
    private static final int AHEAD = 256;

    private final Kind kind;
    private final Map<String, Sample> byId = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Map<String, List<String>> contradictions = new LinkedHashMap<>();
    private long repeats;

    /** What an id is made of, where the source names none. */
    enum Kind {
        CONTENT,
        NAMES;

        String option() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Identities(Kind kind) {
        this.kind = kind;
    }

    static boolean isOfContent(String recordId) {
        return recordId.matches(ID);
    }

    /** @param onProgress told how many samples have their id */
    void give(List<Sample> samples, Readers readers, long maxBytes, LongConsumer onProgress)
            throws InterruptedException {
        Deque<Future<String>> underWay = new ArrayDeque<>();
        int begun = 0;
        for (int done = 0; done < samples.size(); done++) {
            while (begun < samples.size() && begun - done < AHEAD) {
                underWay.add(id(samples.get(begun++), readers, maxBytes));
            }
            Sample sample = samples.get(done);
            try {
                add(sample.called(underWay.remove().get()));
            } catch (ExecutionException e) {
                leftOut.add(sample.source() + ": " + why(e.getCause()));
            }
            onProgress.accept(done + 1L);
        }
    }

    private Future<String> id(Sample sample, Readers readers, long maxBytes) {
        Optional<String> known =
                kind == Kind.NAMES ? Optional.of(sample.recordId().orElse(sample.source())) : sample.recordId();
        return known.<Future<String>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> readers.read(
                        sample.picture(),
                        maxBytes,
                        bytes -> ofContent(sample.picture().form(), bytes)));
    }

    static String ofContent(String form, byte[] bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(form.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(bytes), 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first of equal pictures stays, unless they contradict each other. */
    private void add(Sample sample) {
        if (contradictions.containsKey(sample.id())) {
            contradictions.get(sample.id()).add(sample.source());
            return;
        }
        Sample first = byId.putIfAbsent(sample.id(), sample);
        if (first == null) {
            return;
        }
        if (first.agrees(sample)) {
            repeats++;
            byId.put(sample.id(), first.joined(sample));
        } else {
            byId.remove(sample.id());
            contradictions.put(sample.id(), new ArrayList<>(List.of(first.source(), sample.source())));
        }
    }

    /** In the source's order, each with its id. */
    List<Sample> samples() {
        return List.copyOf(byId.values());
    }

    /** How many pictures were there again. */
    long repeats() {
        return repeats;
    }

    List<String> leftOut() {
        List<String> all = new ArrayList<>(leftOut);
        contradictions
                .values()
                .forEach(sources -> sources.forEach(source -> all.add(source
                        + ": the same picture is labelled otherwise as "
                        + sources.stream()
                                .filter(other -> !other.equals(source))
                                .findFirst()
                                .orElse(source))));
        return all;
    }

    /** A file's own fault; anything else is ours and ends the import. */
    static String why(Throwable cause) {
        if (cause instanceof PixelException || cause instanceof IOException) {
            return cause.getMessage();
        }
        throw new IllegalStateException(cause);
    }
}
