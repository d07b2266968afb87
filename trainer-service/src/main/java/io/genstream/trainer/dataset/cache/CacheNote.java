package io.genstream.trainer.dataset.cache;

import io.genstream.trainer.dataset.DatasetRevision;
import io.genstream.trainer.pictures.PictureForm;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a file of cached pictures holds; lies beside it as properties. A file without one was never finished.
 *
 * @param announced when the revision was: numbers alone come again where a cluster is made anew
 * @param labels columns of a label row
 * @param hash of the records' ids, pictures and labels
 * @param verified offsets up to which no record of it was deleted, by partition
 */
public record CacheNote(
        String datasetId,
        long revision,
        Instant announced,
        List<Long> endOffsets,
        PictureForm form,
        int channels,
        int labels,
        int count,
        String hash,
        List<Long> verified) {
    private static final String ENDING = ".properties";
    private static final String PICTURES = ".pictures";
    /** Files of before do not say which records they hold, so that nobody could tell what was deleted. */
    private static final String LAYOUT = "2";

    public CacheNote {
        endOffsets = List.copyOf(endOffsets);
        verified = List.copyOf(verified);
    }

    boolean isOf(DatasetRevision wanted, PictureForm wantedForm) {
        return datasetId.equals(wanted.datasetId())
                && revision == wanted.revision()
                && announced.equals(wanted.at())
                && endOffsets.equals(wanted.endOffsets())
                && form.equals(wantedForm);
    }

    public long verified(int partition) {
        return partition < verified.size() ? verified.get(partition) : 0;
    }

    public CacheNote verified(List<Long> offsets) {
        return new CacheNote(datasetId, revision, announced, endOffsets, form, channels, labels, count, hash, offsets);
    }

    /** Whether the log is at least as long as it was when this was verified; a shorter one is another log. */
    public boolean reaches(List<Long> ends) {
        return ends.size() >= verified.size()
                && IntStream.range(0, verified.size()).allMatch(i -> ends.get(i) >= verified.get(i));
    }

    int pictureBytes() {
        return channels * form.side() * form.side();
    }

    Path pictures(Path directory) {
        return directory.resolve(name() + PICTURES);
    }

    Path note(Path directory) {
        return directory.resolve(name() + ENDING);
    }

    private String name() {
        return datasetId + "-r" + revision + "-" + form.side() + "px-"
                + (form.padded() ? "padded" : "crop" + form.crop()) + "-" + hash;
    }

    static boolean isNote(Path file) {
        return file.toString().endsWith(ENDING);
    }

    void write(Path directory) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("dataset", datasetId);
        properties.setProperty("revision", Long.toString(revision));
        properties.setProperty("announced", announced.toString());
        properties.setProperty("end.offsets", text(endOffsets));
        properties.setProperty("side", Integer.toString(form.side()));
        properties.setProperty("crop", Integer.toString(form.crop()));
        properties.setProperty("padded", Boolean.toString(form.padded()));
        properties.setProperty("channels", Integer.toString(channels));
        properties.setProperty("labels", Integer.toString(labels));
        properties.setProperty("count", Integer.toString(count));
        properties.setProperty("hash", hash);
        properties.setProperty("verified.offsets", text(verified));
        properties.setProperty("layout", LAYOUT);
        Path file = note(directory);
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(whole)) {
            properties.store(out, null);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty where it is none, or none of this release. */
    static Optional<CacheNote> read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            if (!LAYOUT.equals(properties.getProperty("layout"))) {
                return Optional.empty();
            }
            return Optional.of(new CacheNote(
                    properties.getProperty("dataset"),
                    Long.parseLong(properties.getProperty("revision")),
                    Instant.parse(properties.getProperty("announced")),
                    numbers(properties.getProperty("end.offsets")),
                    new PictureForm(
                            Integer.parseInt(properties.getProperty("side")),
                            Integer.parseInt(properties.getProperty("crop")),
                            Boolean.parseBoolean(properties.getProperty("padded"))),
                    Integer.parseInt(properties.getProperty("channels")),
                    Integer.parseInt(properties.getProperty("labels")),
                    Integer.parseInt(properties.getProperty("count")),
                    properties.getProperty("hash"),
                    numbers(properties.getProperty("verified.offsets"))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String text(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Long> numbers(String text) {
        return Arrays.stream(text.split(","))
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
