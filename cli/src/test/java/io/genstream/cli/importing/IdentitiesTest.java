package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.cli.importing.Identities.Kind;
import java.io.EOFException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private static final long MAX_BYTES = 100;

    @Test
    void anIdIsThePicturesAndNotItsNames() throws Exception {
        Sample here = identified(Kind.CONTENT, sample("a/1.png", 1)).samples().get(0);
        Sample moved = identified(Kind.CONTENT, sample("b/2.png", 1)).samples().get(0);
        Sample other = identified(Kind.CONTENT, sample("a/1.png", 2)).samples().get(0);

        assertThat(moved.id()).isEqualTo(here.id()).isNotEqualTo(other.id());
        assertThat(Identities.isOfContent(here.id())).isTrue();
        assertThat(here.id()).doesNotContain("1.png");
        assertThat(identified(Kind.NAMES, sample("a/1.png", 1)).samples().get(0).id())
                .isEqualTo("a/1.png");
    }

    @Test
    void theShapeOfRawPixelsIsPartOfThem() throws Exception {
        Sample flat = Sample.unlabelled("1", Picture.raw(1, 4, 1, () -> new byte[4]));
        Sample square = Sample.unlabelled("2", Picture.raw(2, 2, 1, () -> new byte[4]));

        assertThat(identified(Kind.CONTENT, flat, square).samples()).hasSize(2);
    }

    @Test
    void anIdThatTheSourceGivesStays() throws Exception {
        Sample named = sample("1.png", 1).called("anna-1");

        assertThat(identified(Kind.CONTENT, named).samples().get(0).id()).isEqualTo("anna-1");
        assertThat(identified(Kind.NAMES, named).samples().get(0).id()).isEqualTo("anna-1");
    }

    @Test
    void aPictureThatRepeatsIsOneRecord() throws Exception {
        Identities identities = identified(
                Kind.CONTENT,
                Sample.ofClass("cats/1.png", picture(1), "cats").in(Sample.Split.TRAIN),
                Sample.ofClass("cats/2.png", picture(1), "cats")
                        .in(Sample.Split.TEST)
                        .of("Tom"),
                Sample.ofClass("cats/3.png", picture(1), "cats").in(Sample.Split.VALIDATION),
                Sample.ofClass("cats/4.png", picture(2), "cats"));

        assertThat(identities.samples()).extracting(Sample::source).containsExactly("cats/1.png", "cats/4.png");
        assertThat(identities.samples().get(0).split())
                .as("what is kept for testing is not trained on")
                .contains(Sample.Split.TEST);
        assertThat(identities.samples().get(0).subject()).contains("Tom");
        assertThat(identities.repeats()).isEqualTo(2);
        assertThat(identities.leftOut()).isEmpty();
    }

    @Test
    void copiesThatContradictEachOtherAreLeftOutByName() throws Exception {
        Identities identities = identified(
                Kind.CONTENT,
                Sample.ofClass("cats/1.png", picture(1), "cats"),
                Sample.ofClass("dogs/2.png", picture(2), "dogs"),
                Sample.ofClass("dogs/1.png", picture(1), "dogs"),
                Sample.ofClass("cats/again.png", picture(1), "cats"));

        assertThat(identities.samples()).extracting(Sample::source).containsExactly("dogs/2.png");
        assertThat(identities.leftOut())
                .containsExactly(
                        "cats/1.png: the same picture is labelled otherwise as dogs/1.png",
                        "dogs/1.png: the same picture is labelled otherwise as cats/1.png",
                        "cats/again.png: the same picture is labelled otherwise as cats/1.png");
    }

    @Test
    void whatCannotBeReadIsLeftOutByName() throws Exception {
        Identities identities = identified(
                Kind.CONTENT,
                Sample.unlabelled("cut.png", Picture.inside(4, () -> {
                    throw new EOFException("the tar is cut short");
                })),
                Sample.unlabelled("large.png", Picture.inside(MAX_BYTES + 1, () -> new byte[0])));

        assertThat(identities.leftOut())
                .containsExactly(
                        "cut.png: the tar is cut short",
                        "large.png: the file has 101 bytes, above the limit of 100 (--max-file-mib raises it)");
    }

    private static Identities identified(Kind kind, Sample... samples) throws InterruptedException {
        Identities identities = new Identities(kind);
        try (Readers readers = new Readers()) {
            identities.give(List.of(samples), readers, MAX_BYTES, done -> {});
        }
        return identities;
    }

    private static Sample sample(String source, int level) {
        return Sample.unlabelled(source, picture(level));
    }

    private static Picture picture(int level) {
        return Picture.inside(1, () -> new byte[] {(byte) level});
    }
}
