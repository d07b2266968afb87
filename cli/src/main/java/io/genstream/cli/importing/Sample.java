package io.genstream.cli.importing;

import java.util.List;
import java.util.Optional;

/**
 * One picture of a source, not read yet.
 *
 * @param source where it lies in the source, with forward slashes: tells people which picture is meant, and is kept with the record
 * @param recordId where the source itself names the record; else it is derived
 * @param className of a source with classes
 * @param attributes of a source with attributes, else empty
 * @param split where the source itself says which it belongs to
 * @param subject whose picture it is, where the source says
 */
record Sample(
        String source,
        Optional<String> recordId,
        Picture picture,
        Optional<String> className,
        List<Float> attributes,
        Optional<Split> split,
        Optional<String> subject) {

    /** As the API names them. */
    enum Split {
        TRAIN,
        VALIDATION,
        TEST
    }

    static Sample unlabelled(String source, Picture picture) {
        return new Sample(
                source, Optional.empty(), picture, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    static Sample ofClass(String source, Picture picture, String className) {
        return new Sample(
                source,
                Optional.empty(),
                picture,
                Optional.of(className),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    static Sample ofAttributes(String source, Picture picture, List<Float> attributes) {
        return new Sample(
                source, Optional.empty(), picture, Optional.empty(), attributes, Optional.empty(), Optional.empty());
    }

    Sample in(Split wanted) {
        return new Sample(source, recordId, picture, className, attributes, Optional.of(wanted), subject);
    }

    Sample of(String person) {
        return new Sample(source, recordId, picture, className, attributes, split, Optional.of(person));
    }

    Sample called(String id) {
        return new Sample(source, Optional.of(id), picture, className, attributes, split, subject);
    }

    /** Whether another copy of the picture says the same of it; where it lies and what it is for may differ. */
    boolean agrees(Sample other) {
        return className.equals(other.className)
                && attributes.equals(other.attributes)
                && (subject.equals(other.subject) || subject.isEmpty() || other.subject.isEmpty());
    }

    /** One record of two copies: what one of them is kept for testing is not trained on. */
    Sample joined(Sample other) {
        Optional<Split> strictest = split.isEmpty() || other.split.isEmpty()
                ? split.or(() -> other.split)
                : Optional.of(split.get().compareTo(other.split.get()) >= 0 ? split.get() : other.split.get());
        return new Sample(source, recordId, picture, className, attributes, strictest, subject.or(() -> other.subject));
    }

    Sample below(String prefix) {
        return new Sample(prefix + source, recordId, picture, className, attributes, split, subject);
    }

    Sample unlabelled() {
        return new Sample(source, recordId, picture, Optional.empty(), List.of(), split, subject);
    }

    Sample withoutSplit() {
        return new Sample(source, recordId, picture, className, attributes, Optional.empty(), subject);
    }

    /** Of the record, once it is given. */
    String id() {
        return recordId.orElseThrow(() -> new IllegalStateException(source + " has no record id yet"));
    }
}
