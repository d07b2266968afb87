package io.genstream.cli.importing;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * How the names in a zip are to be read. A zip says so for UTF-8 alone (its flag, or Info-ZIP's extra field with the name again); others
 * hold the bytes of whatever code page their maker had. Looks at the directory at the end only.
 */
final class ZipNames {
    /** Tried against the names that an extra field tells. */
    private static final List<String> CODE_PAGES = List.of(
            "UTF-8",
            "IBM437",
            "IBM850",
            "windows-1252",
            "GBK",
            "windows-31j",
            "Big5",
            "x-windows-949",
            "windows-1251",
            "IBM866");

    private ZipNames() {}

    /**
     * The one that reads all names right.
     *
     * @param wished by the user, for names that do not say what they are
     */
    static Charset charset(Path zip, Optional<String> wished) throws IOException {
        try (ZipFile file =
                ZipFile.builder().setPath(zip).setIgnoreLocalFileHeader(true).get()) {
            List<ZipArchiveEntry> odd = new ArrayList<>();
            boolean utf8 = true;
            for (ZipArchiveEntry entry : Collections.list(file.getEntries())) {
                check(zip, entry);
                byte[] raw = entry.getRawName();
                if (!isAscii(raw)) {
                    odd.add(entry);
                    utf8 &= decode(raw, StandardCharsets.UTF_8).isPresent();
                }
            }
            return choose(zip, odd, utf8, wished);
        } catch (ZipException e) {
            throw Sources.unusable(zip, e.getMessage(), e);
        }
    }

    private static Charset choose(Path zip, List<ZipArchiveEntry> odd, boolean utf8, Optional<String> wished) {
        boolean told = odd.stream().allMatch(entry -> known(entry).isPresent());
        if (utf8 && (told || wished.isEmpty())) {
            return StandardCharsets.UTF_8; // hardly any other text happens to be valid UTF-8
        }
        boolean mixed =
                odd.stream().anyMatch(entry -> entry.getGeneralPurposeBit().usesUTF8ForNames());
        List<String> candidates = mixed
                ? List.of()
                : wished.map(List::of)
                        .orElse(
                                told
                                        ? CODE_PAGES.stream()
                                                .filter(Charset::isSupported)
                                                .toList()
                                        : List.of());
        for (String name : candidates) {
            Charset charset = named(name);
            if (odd.stream().allMatch(entry -> reads(charset, entry))) {
                return charset;
            }
        }
        String example = new String(odd.get(0).getRawName(), StandardCharsets.US_ASCII);
        if (wished.isPresent() && !mixed) {
            throw Sources.unusable(zip, "its names are not in " + wished.get() + ", " + example + " for one", null);
        }
        throw Sources.unusable(
                zip,
                told || mixed
                        ? "its names are in more than one code page: pack it again with a program that writes all in UTF-8, or unpack it"
                        : "it does not say how its names are to be read (" + example
                                + "): say --zip-names with the code page of the machine that packed it, gbk, shift_jis, big5, euc-kr,"
                                + " windows-1252 or cp437",
                null);
    }

    private static boolean reads(Charset charset, ZipArchiveEntry entry) {
        Optional<String> read = decode(entry.getRawName(), charset);
        Optional<String> known = known(entry);
        return read.isPresent() && (known.isEmpty() || known.equals(read));
    }

    /** What the zip itself says of a name. */
    private static Optional<String> known(ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesUTF8ForNames()) {
            return decode(entry.getRawName(), StandardCharsets.UTF_8);
        }
        return entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField field
                ? decode(field.getUnicodeName(), StandardCharsets.UTF_8)
                : Optional.empty();
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name.equalsIgnoreCase("shift_jis") ? "windows-31j" : name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--zip-names: there is no code page " + name + "; there are gbk, shift_jis, cp437",
                    e);
        }
    }

    /** What would be found out at the first picture, and for each anew. */
    private static void check(Path zip, ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw Sources.unusable(zip, "it is encrypted: unpack it with its password and import the folder", null);
        }
        int method = entry.getMethod();
        if (!entry.isDirectory() && method != ZipArchiveEntry.STORED && method != ZipArchiveEntry.DEFLATED) {
            ZipMethod known = ZipMethod.getMethodByCode(method);
            throw Sources.unusable(
                    zip,
                    "it is packed by " + (known == null ? "method " + method : known)
                            + ", which is not read: unpack it and import the folder",
                    null);
        }
    }

    private static boolean isAscii(byte[] name) {
        for (byte letter : name) {
            if (letter < 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
