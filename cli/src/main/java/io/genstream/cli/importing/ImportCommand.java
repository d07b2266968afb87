package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.ProgressBar;
import io.genstream.cli.terminal.Question;
import io.genstream.cli.terminal.Terminal;
import io.genstream.cli.terminal.Text;
import io.genstream.model.pixels.Channels;
import io.genstream.model.pixels.Frame;
import io.genstream.model.pixels.PixelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** From a folder of pictures to the next revision of a data set. */
@Command(
        name = "import",
        description = {
            "Imports pictures (PNG, JPEG, PPM, PGM, BMP, GIF) as a data set.",
            "PATH is a folder or a .zip of one, a table beside its pictures, or a data set as it is published: docs/cli.md"
                    + " lists what is recognised. What was recognised is told first; what could be read in more than one"
                    + " way is refused, with the options that decide. Pictures are cropped to the square in the middle and"
                    + " resized. Files that cannot be read are named and left out. A broken import goes on when it is run"
                    + " again: with --resume without decoding what is stored."
        },
        footer = {
            "  ./genstream import faces --dataset faces",
            "  ./genstream import faces --dataset faces --dry-run",
            "  ./genstream import faces --dataset faces-64 --size 64 --grey --test-share 0.2",
            "  ./genstream import faces --dataset faces --resume",
            "  ./genstream import celeba --dataset celeba --size 64 --crop 108",
            "  ./genstream import people.tar --dataset people",
            "  ./genstream import smiles/labels.csv --dataset smiles --licence \"CC0, by me\"",
        })
public final class ImportCommand extends ClientCommand {
    static final double TEST_SHARE = 0.1;

    private static final int DEFAULT_SIZE = 32;
    private static final int MAX_SIZE = 1024;
    private static final int LOOKED_AT_FOR_COLOUR = 16;
    private static final int SEEN = 512;
    private static final int NAMED = 10;

    @Parameters(paramLabel = "PATH", description = "folder, archive or table")
    private Path from;

    @Option(names = "--dataset", required = true, paramLabel = "ID", description = "data set to make or to add to")
    private String dataset;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "height and width (default: as the data set has it, 32 for a new one)")
    private Integer size;

    @ArgGroup
    private Tone tone = new Tone();

    @Option(
            names = "--crop",
            defaultValue = "0",
            paramLabel = "PIXELS",
            description =
                    "edge of the square in the middle; of CelebA told in pixels of its 178x218 (default: the largest)")
    private int crop;

    @Option(
            names = "--resume",
            description = "leave alone, undecoded and unsent, what is stored under the same record id")
    private boolean resume;

    @Option(
            names = "--test-share",
            defaultValue = "" + ImportCommand.TEST_SHARE,
            paramLabel = "X",
            description = "share of the pictures that is kept for testing (default ${DEFAULT-VALUE})")
    private double testShare;

    @Option(names = "--licence", paramLabel = "TEXT", description = "of the pictures, and where they come from")
    private String licence;

    @Option(names = "--dry-run", description = "tell what would be done, and stop")
    private boolean dryRun;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Mixin
    private ImportChoices choices = new ImportChoices();

    @Mixin
    private ImportLimits limits = new ImportLimits();

    private final Terminal terminal;

    public ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Neither: as the data set has it, or as the first pictures are. */
    static final class Tone {
        @Option(names = "--grey", description = "one channel")
        private boolean grey;

        @Option(names = "--colour", description = "three channels (default: if any of the first pictures is in colour)")
        private boolean colour;
    }

    @Override
    protected ExitCode run(GatewayClient gateway) throws IOException, InterruptedException {
        checkOptions();
        Optional<Target> target = target(gateway);
        JsonNode existing = target.map(Target::latest).orElse(MissingNode.getInstance());
        boolean classes = target.map(Target::hasClasses).orElse(false);
        try (Sources opened = Sources.open(from, choices.wishes(classes))) {
            PictureSource source = opened.source();
            ImportPlan plan = ImportPlan.of(source, existing, fitter(source, existing), testShare);
            Identities.Kind kind = kind(target);
            Overview overview = new Overview(opened.layout().name(), source, plan, ids(kind));
            if (!json()) {
                overview.lines().forEach(out()::println);
                out().flush();
            }
            if (dryRun || target.isEmpty()) {
                return planned(overview, source);
            }
            if (!agreed()) {
                throw new CommandException(ExitCode.REFUSED, "nothing was imported; --yes does not ask");
            }
            ImportReport report = send(target.get(), source, plan, kind);
            tell(report, overview, target.get().announce(plan.labels(), plan.names(), licence(source, existing)));
            return report.leftOutInAll() == 0 ? ExitCode.DONE : ExitCode.INCOMPLETE;
        }
    }

    private ImportReport send(Target target, PictureSource source, ImportPlan plan, Identities.Kind kind)
            throws IOException, InterruptedException {
        ImportReport report = new ImportReport(source.leftOut());
        try (Readers readers = new Readers();
                Importer importer = new Importer(target, choices.replace(), plan, report, readers, limits)) {
            List<Sample> samples = missing(target, identified(source, kind, readers, report), report);
            try (ProgressBar progress = progress("import", samples.size())) {
                importer.run(samples, progress::show);
            }
        }
        nameLeftOut(report);
        if (report.taken() > 0) {
            err().println(taken(report, kind));
        }
        if (report.records() == 0) {
            throw report.taken() > 0
                    ? new CommandException(ExitCode.REFUSED, "nothing was imported: " + taken(report, kind))
                    : Sources.unusable(from, "none of its pictures can be used", null);
        }
        return report;
    }

    private List<Sample> identified(PictureSource source, Identities.Kind kind, Readers readers, ImportReport report)
            throws InterruptedException {
        Identities identities = new Identities(kind);
        List<Sample> samples = source.samples().stream()
                .map(sample -> sample.below(choices.prefix()))
                .toList();
        try (ProgressBar progress = progress("look", samples.size())) {
            identities.give(samples, readers, limits.maxBytes(), progress::show);
        }
        identities.leftOut().forEach(report::leaveOut);
        report.addRepeats(identities.repeats());
        return identities.samples();
    }

    private ProgressBar progress(String label, long total) {
        return new ProgressBar(terminal, err(), label, total, System::nanoTime);
    }

    private List<Sample> missing(Target target, List<Sample> samples, ImportReport report) {
        if (!resume) {
            return samples;
        }
        Set<String> stored = target.recordIds();
        List<Sample> missing =
                samples.stream().filter(sample -> !stored.contains(sample.id())).toList();
        report.leaveAsStored(samples.size() - missing.size());
        return missing;
    }

    private void checkOptions() {
        check(size == null || size >= 1 && size <= MAX_SIZE, "--size must be 1 to " + MAX_SIZE + ", is " + size);
        check(crop >= 0, "--crop must be at least 0, is " + crop);
        check(testShare >= 0 && testShare < 1, "--test-share must be 0 to below 1, is " + testShare);
        check(limits.problem().isEmpty(), limits.problem());
    }

    private void check(boolean right, String problem) {
        if (!right) {
            throw new ParameterException(spec().commandLine(), problem);
        }
    }

    /** Empty for a dry run without a gateway. */
    private Optional<Target> target(GatewayClient gateway) {
        try {
            return Optional.of(Target.of(gateway, dataset));
        } catch (CommandException e) {
            if (!dryRun || e.exitCode() != ExitCode.GATEWAY_UNREACHABLE) {
                throw e;
            }
            err().println("no gateway answers: told as for a new data set");
            return Optional.empty();
        }
    }

    /** Empty: as it is. */
    private String licence(PictureSource source, JsonNode existing) {
        if (licence != null) {
            return licence;
        }
        boolean known = !existing.path("licence").asText().isEmpty();
        return source.origin().isEmpty() || known ? "" : source.origin() + (crop == 0 ? "" : ", centre crop " + crop);
    }

    private PictureFitter fitter(PictureSource source, JsonNode existing) {
        int pixels = size != null ? size : existing.path("height").asInt(DEFAULT_SIZE);
        boolean colour = tone.colour
                || !tone.grey
                        && (existing.isMissingNode()
                                ? coloured(source)
                                : existing.path("channels").asInt() == 3);
        return new PictureFitter(pixels, colour, crop, source.nativeWidth());
    }

    /** Small pictures as they are, larger ones shrunk. */
    private static Frame seen(int height, int width) {
        int times = Math.max(1, Math.max(height, width) / SEEN);
        return new Frame(0, 0, height, width, Math.max(1, height / times), Math.max(1, width / times));
    }

    /** Whether any of the first pictures is. */
    private boolean coloured(PictureSource source) {
        return source.samples().stream().limit(LOOKED_AT_FOR_COLOUR).anyMatch(sample -> {
            try {
                Picture picture = sample.picture();
                return picture.size() <= limits.maxBytes()
                        && Channels.coloured(picture.decode(picture.load(), limits.maxPixels(), ImportCommand::seen));
            } catch (IOException | PixelException e) {
                return false; // named when its turn comes
            }
        });
    }

    /** Of a data set whose records are called by names they stay names, so that a repeated import changes nothing. */
    private Identities.Kind kind(Optional<Target> target) {
        return choices.ids()
                .orElseGet(() ->
                        target.isPresent() && target.get().isNamed() ? Identities.Kind.NAMES : Identities.Kind.CONTENT);
    }

    private String ids(Identities.Kind kind) {
        return kind.option()
                + (choices.ids().isEmpty() && kind == Identities.Kind.NAMES
                        ? " as the data set has them (--ids content tells pictures apart by their bytes)"
                        : "");
    }

    private ExitCode planned(Overview overview, PictureSource source) {
        if (json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("datasetId", dataset);
            overview.describe(document.putObject("plan"));
            out().println(document);
        }
        return source.leftOut().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }

    /** Asks on a terminal only: scripts go on. */
    private boolean agreed() throws IOException {
        return yes
                || json()
                || !terminal.interactive()
                || Question.agreed(err(), "Import into data set " + dataset + "?");
    }

    private static String taken(ImportReport report, Identities.Kind kind) {
        return Text.count(report.taken())
                + (kind == Identities.Kind.NAMES
                        ? " of other content stand under these names: --replace takes their place, --prefix keeps both"
                        : " are stored as another crop or form of them: --replace takes their place");
    }

    private void nameLeftOut(ImportReport report) {
        report.leftOut().stream().limit(NAMED).forEach(line -> err().println("left out " + line));
        if (report.leftOutInAll() > NAMED) {
            err().println("... and " + Text.count(report.leftOutInAll() - NAMED) + " more");
        }
        err().flush();
    }

    private void tell(ImportReport report, Overview overview, JsonNode revision) {
        if (json()) {
            ObjectNode document = revision.deepCopy();
            ObjectNode done = document.putObject("import");
            report.describe(done);
            overview.describe(done.putObject("plan"));
            out().println(document);
            return;
        }
        out().println("Data set " + dataset + ", revision " + Text.of(revision, "revision") + ": "
                + Text.pictures(revision) + " of " + Text.of(revision, "height") + "x" + Text.of(revision, "width")
                + "x"
                + Text.of(revision, "channels") + ".");
        out().println(report.line());
    }
}
