package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.client.GatewayProblem;
import io.genstream.cli.importing.PictureSource.Labels;
import io.genstream.cli.terminal.ProgressBar;
import io.genstream.cli.terminal.Terminal;
import io.genstream.cli.terminal.Text;
import io.genstream.model.pixels.Channels;
import io.genstream.model.pixels.PixelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** From a folder of pictures to the next revision of a data set. */
@Command(
        name = "import",
        description = {
            "Imports a folder of pictures (PNG, JPEG, PPM, PGM) as a data set.",
            "Sub-folders are classes; a folder without any is unlabelled. PATH may also be a .zip of such a folder, a"
                    + " CSV file beside its pictures (file,label or file,attribute,attribute...), a folder of gzipped IDX"
                    + " files, CelebA or LFWcrop as they are published, or a WebDataset .tar or folder of them. Pictures"
                    + " are cropped to the square in the middle and resized. Files that cannot be read are named and left"
                    + " out. A broken import goes on when it is run again: with --resume without reading what is stored."
        },
        footer = {
            "  ./genstream import faces --dataset faces",
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
    private static final int NAMED = 10;

    @Parameters(paramLabel = "PATH", description = "folder, .zip or .csv")
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

    @Option(names = "--resume", description = "leave alone, unread, what is stored under the same record id")
    private boolean resume;

    @Option(
            names = "--test-share",
            defaultValue = "" + ImportCommand.TEST_SHARE,
            paramLabel = "X",
            description = "share of the pictures that is kept for testing (default ${DEFAULT-VALUE})")
    private double testShare;

    @Option(names = "--licence", paramLabel = "TEXT", description = "of the pictures, and where they come from")
    private String licence;

    private String origin = "";
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
        JsonNode existing = existing(gateway);
        try (Sources opened = Sources.open(from)) {
            PictureSource source = opened.source();
            ImportPlan plan = ImportPlan.of(source, existing, fitter(source, existing), testShare);
            ImportReport report = new ImportReport(source.leftOut());
            origin = source.origin();
            try (Importer importer = new Importer(gateway, dataset, plan, report);
                    ProgressBar progress = new ProgressBar(
                            terminal, err(), "import", source.samples().size(), System::nanoTime)) {
                importer.run(missing(gateway, source.samples(), report), progress::show);
            }
            nameLeftOut(report);
            if (report.records() == 0) {
                throw Sources.unusable(from, "none of its pictures can be used", null);
            }
            tell(report, announce(gateway, plan, existing));
            return report.leftOutInAll() == 0 ? ExitCode.DONE : ExitCode.INCOMPLETE;
        }
    }

    private List<Sample> missing(GatewayClient gateway, List<Sample> samples, ImportReport report) {
        if (!resume) {
            return samples;
        }
        Set<String> stored = StoredRecords.ids(gateway, dataset);
        List<Sample> missing = samples.stream()
                .filter(sample -> !stored.contains(sample.name()))
                .toList();
        report.leaveAsStored(samples.size() - missing.size());
        return missing;
    }

    private void checkOptions() {
        if (size != null && (size < 1 || size > MAX_SIZE)) {
            throw new ParameterException(spec().commandLine(), "--size must be 1 to " + MAX_SIZE + ", is " + size);
        }
        if (crop < 0) {
            throw new ParameterException(spec().commandLine(), "--crop must be at least 0, is " + crop);
        }
        if (!(testShare >= 0 && testShare < 1)) {
            throw new ParameterException(spec().commandLine(), "--test-share must be 0 to below 1, is " + testShare);
        }
    }

    private JsonNode existing(GatewayClient gateway) {
        try {
            return gateway.get("/v1/datasets/" + GatewayClient.segment(dataset)).json();
        } catch (GatewayProblem problem) {
            if (problem.code().equals("DATASET_NOT_FOUND")) {
                return MissingNode.getInstance();
            }
            throw problem;
        }
    }

    private PictureFitter fitter(PictureSource source, JsonNode existing) {
        int pixels = size != null ? size : existing.path("height").asInt(DEFAULT_SIZE);
        if (tone.grey || tone.colour) {
            return new PictureFitter(pixels, tone.colour, crop, source.nativeWidth());
        }
        boolean colour = existing.isMissingNode()
                ? coloured(source)
                : existing.path("channels").asInt() == 3;
        return new PictureFitter(pixels, colour, crop, source.nativeWidth());
    }

    /** Whether any of the first pictures is. */
    private static boolean coloured(PictureSource source) {
        return source.samples().stream().limit(LOOKED_AT_FOR_COLOUR).anyMatch(sample -> {
            try {
                return Channels.coloured(sample.picture().read());
            } catch (IOException | PixelException e) {
                return false; // named when its turn comes
            }
        });
    }

    /** The revision, new or as it was. */
    private JsonNode announce(GatewayClient gateway, ImportPlan plan, JsonNode existing) {
        ObjectNode order = gateway.object().put("labelKind", plan.labels().name());
        if (plan.labels() != Labels.NONE) {
            plan.names().forEach(order.putArray("attributeNames")::add);
        }
        if (licence != null
                || (!origin.isEmpty() && existing.path("licence").asText().isEmpty())) {
            order.put("licence", licence != null ? licence : origin + (crop == 0 ? "" : ", centre crop " + crop));
        }
        try {
            return gateway.send("POST", "/v1/datasets/" + GatewayClient.segment(dataset) + "/revisions", order)
                    .json();
        } catch (GatewayProblem problem) {
            if (problem.code().equals("NOTHING_NEW") && !existing.isMissingNode()) {
                return existing;
            }
            throw problem;
        }
    }

    private void nameLeftOut(ImportReport report) {
        report.leftOut().stream().limit(NAMED).forEach(line -> err().println("left out " + line));
        if (report.leftOutInAll() > NAMED) {
            err().println("... and " + Text.count(report.leftOutInAll() - NAMED) + " more");
        }
        err().flush();
    }

    private void tell(ImportReport report, JsonNode revision) {
        if (json()) {
            ObjectNode document = revision.deepCopy();
            report.describe(document.putObject("import"));
            out().println(document);
            return;
        }
        JsonNode counts = revision.path("counts");
        out().println("Data set " + dataset + ", revision " + Text.of(revision, "revision") + ": "
                + Text.count(counts.path("TRAIN").asLong()) + " training and "
                + Text.count(counts.path("TEST").asLong()) + " test pictures of " + Text.of(revision, "height") + "x"
                + Text.of(revision, "width") + "x" + Text.of(revision, "channels") + ".");
        out().println(Text.count(report.stored()) + " stored, " + Text.count(report.unchanged()) + " were there, "
                + Text.count(report.leftOutInAll()) + " left out.");
    }
}
