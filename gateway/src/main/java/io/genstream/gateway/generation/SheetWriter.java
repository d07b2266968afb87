package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.model.card.ModelCard;
import io.genstream.model.pixels.ContactSheet;
import io.genstream.model.pixels.PixelException;
import io.genstream.model.pixels.Pixels;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All pictures on one contact sheet, a PNG file. */
final class SheetWriter implements ResultWriter {
    private final OutputStream out;
    private final Optional<ModelCard> card;
    private final List<Pixels> pictures = new ArrayList<>();
    private final List<List<Float>> labels = new ArrayList<>();

    SheetWriter(OutputStream out, Optional<ModelCard> card) {
        this.out = out;
        this.card = card;
    }

    @Override
    public void write(MadeBatch batch) {
        for (int i = 0; i < batch.images().size(); i++) {
            pictures.add(batch.pixels(i));
            labels.add(batch.label(i));
        }
    }

    @Override
    public void end() throws IOException {
        SheetLayout layout = SheetLayout.of(labels, card);
        try {
            out.write(ContactSheet.png(pictures, layout.columns(), layout.captions()));
        } catch (PixelException e) {
            throw GatewayException.of(
                    422,
                    "SHEET_TOO_LARGE",
                    "These images do not fit one contact sheet (" + e.getMessage()
                            + "); GET the result as application/json");
        }
    }
}
