package io.genstream.cli.figures;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same latents at growing scale, a row each: how far from the middle of the latent space a model still holds. */
@Command(
        name = "sheet",
        description = {
            "Draws samples by sigma: rows of the same latents, scaled.",
            "Below 1 pictures become alike, above 1 they leave what the model was trained with."
        },
        footer = {
            "  ./genstream sheet digits-cgan",
            "  ./genstream sheet digits-cgan --sigma 0.5,1,1.5 --columns 6 --seed 7 --out sheet.png",
        })
public final class SheetCommand extends FigureCommand {
    private static final int MOST_COLUMNS = 50;
    private static final int FEW_CLASSES = 12;
    private static final int COLUMNS = 10;

    @Option(
            names = "--sigma",
            split = ",",
            paramLabel = "X",
            defaultValue = "0.25,0.5,0.75,1,1.25,1.5,1.75,2",
            description = "one row each (default ${DEFAULT-VALUE})")
    private List<Double> sigmas;

    @Option(
            names = "--columns",
            paramLabel = "N",
            description = "pictures a row (default: one a class, " + COLUMNS + " where there are many or none)")
    private Integer columns;

    @Override
    String draw(FigureModel model, Pictures pictures, Path file) {
        int across = columns != null ? columns : standard(model);
        if (across < 1 || across > MOST_COLUMNS) {
            throw new CommandException(ExitCode.USAGE, "--columns must be 1 to " + MOST_COLUMNS + ", not " + across);
        }
        List<Grid.Row> rows = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        for (double sigma : sigmas) {
            ObjectNode order = pictures.order(across, seed()).put("sigma", sigma);
            if (!model.classes().isEmpty()) {
                ArrayNode labels = order.putArray("labels");
                for (int c = 0; c < across; c++) {
                    labels.add(c % model.classes().size());
                }
            }
            List<Picture> made = pictures.make(order);
            if (headings.isEmpty() && !model.classes().isEmpty()) {
                made.forEach(picture -> headings.add(picture.labelName()));
            }
            rows.add(new Grid.Row(
                    String.format(Locale.ROOT, "σ = %.2f", sigma),
                    made.stream().map(Picture::image).toList()));
        }
        FigureFile.write(
                Grid.draw(new Grid.Content(
                        model.name() + ": samples by sigma",
                        headings,
                        rows,
                        source(model, "--columns " + across + " --sigma " + words()))),
                file);
        return rows.size() + " rows of " + across + " pictures of " + model.name() + " " + model.version() + ": "
                + file;
    }

    private String words() {
        return sigmas.stream().map(sigma -> Double.toString(sigma)).collect(Collectors.joining(","));
    }

    private static int standard(FigureModel model) {
        int classes = model.classes().size();
        return classes > 1 && classes <= FEW_CLASSES ? classes : COLUMNS;
    }
}
