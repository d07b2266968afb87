package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream.UnicodeExtraFieldPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipNamesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"gbk,猫,狗", "shift_jis,ねこ,いぬ", "cp437,Größe,Élan", "windows-1252,Größe,Élan", "euc-kr,고양이,개"})
    void namesOfACodePageAreAskedAboutAndThenRead(String codePage, String one, String other) throws IOException {
        Path zip = zip(
                codePage,
                false,
                UnicodeExtraFieldPolicy.NEVER,
                List.of("p/" + one + "/1.png", "p/" + other + "/2.png", "p/c/3.png"));

        assertThatThrownBy(() -> TestFiles.read(zip)).hasMessageContaining("--zip-names");
        PictureSource source = TestFiles.read(zip, named(codePage));
        assertThat(source.names()).containsExactlyInAnyOrder(one, other, "c");
        assertThat(source.names()).noneMatch(name -> name.contains("\uFFFD"));
    }

    @ParameterizedTest
    @CsvSource({"utf-8,false,never", "utf-8,true,never", "gbk,false,always", "shift_jis,false,always"})
    void namesThatSayWhatTheyAreAreReadUnasked(String codePage, boolean flag, String extra) throws IOException {
        UnicodeExtraFieldPolicy policy =
                extra.equals("always") ? UnicodeExtraFieldPolicy.ALWAYS : UnicodeExtraFieldPolicy.NEVER;
        Path zip = zip(codePage, flag, policy, List.of("p/日本/1.png", "p/b/2.png"));

        assertThat(TestFiles.read(zip).names()).containsExactly("b", "日本");
    }

    @Test
    void aWrongCodePageIsRefused() throws IOException {
        Path zip = zip("windows-1252", false, UnicodeExtraFieldPolicy.NEVER, List.of("p/Größe/1.png", "p/b/2.png"));
        assertThatThrownBy(() -> TestFiles.read(zip, named("utf-8"))).hasMessageContaining("not in utf-8");
        assertThatThrownBy(() -> TestFiles.read(zip, named("cp9999"))).hasMessageContaining("no code page cp9999");
    }

    @Test
    void anEncryptedZipAndOneOfOtherPackingAreRefused() throws Exception {
        Path bzip = folder.resolve("b.zip");
        assumeTrue(
                TestFiles.python(
                        folder,
                        "import zipfile as z\n"
                                + "with z.ZipFile('b.zip', 'w', z.ZIP_BZIP2) as f: f.writestr('a/1.png', b'x')\n"
                                + "with z.ZipFile('e.zip', 'w') as f: f.writestr('a/1.png', b'x')\n"
                                + "b = bytearray(open('e.zip', 'rb').read())\n"
                                + "b[6] |= 1; b[b.index(b'PK\\x01\\x02') + 8] |= 1\n"
                                + "open('e.zip', 'wb').write(b)"),
                "needs python3");
        assertThatThrownBy(() -> TestFiles.read(bzip))
                .hasMessageContaining("BZIP2")
                .hasMessageContaining("unpack it");
        assertThatThrownBy(() -> TestFiles.read(folder.resolve("e.zip"))).hasMessageContaining("encrypted");
    }

    /** As 7-Zip packs on Windows: UTF-8 where the machine's code page lacks a letter. */
    @Test
    void namesOfMoreThanOneKindAreRefused() throws Exception {
        assumeTrue(
                TestFiles.python(
                        folder,
                        "import zipfile as z\n"
                                + "with z.ZipFile('m.zip', 'w') as f:\n"
                                + "    f.writestr('a/\u732b.png', b'x')\n"
                                + "    f.writestr('b/QQ.png', b'x')\n"
                                + "b = open('m.zip', 'rb').read().replace(b'QQ.png', b'\\x84\\x94.png')\n"
                                + "open('m.zip', 'wb').write(b)"),
                "needs python3");
        assertThatThrownBy(() -> TestFiles.read(folder.resolve("m.zip")))
                .hasMessageContaining("more than one code page");
        assertThatThrownBy(() -> TestFiles.read(folder.resolve("m.zip"), named("cp437")))
                .hasMessageContaining("more than one code page");
    }

    @Test
    void aZipInAZipIsToldOf() throws IOException {
        TestFiles.zip(folder.resolve("inner.zip"), Map.of("a/1.png", TestFiles.png(1)));
        Path outer = TestFiles.zip(
                folder.resolve("outer.zip"), Map.of("inner.zip", Files.readAllBytes(folder.resolve("inner.zip"))));
        assertThatThrownBy(() -> TestFiles.read(outer)).hasMessageContaining("inner.zip");
    }

    private static Wishes named(String codePage) {
        return new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(codePage), false);
    }

    private Path zip(String codePage, boolean flag, UnicodeExtraFieldPolicy extra, List<String> names)
            throws IOException {
        Path zip = folder.resolve("names.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            out.setEncoding(Charset.forName(codePage).name());
            out.setUseLanguageEncodingFlag(flag);
            out.setCreateUnicodeExtraFields(extra);
            for (String name : names) {
                byte[] picture = TestFiles.png(1);
                ZipArchiveEntry entry = new ZipArchiveEntry(name);
                entry.setSize(picture.length);
                out.putArchiveEntry(entry);
                out.write(picture);
                out.closeArchiveEntry();
            }
        }
        return zip;
    }
}
