package io.genstream.cli.figures;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Rows of pictures with a name beside each row and above each column. Stateless. */
final class Grid {
    private static final int GAP = 3;
    private static final int MARGIN = 12;
    private static final int TITLE_HEIGHT = 26;
    private static final int HEADING_HEIGHT = 18;
    private static final int SOURCE_HEIGHT = 20;
    private static final int SMALLEST_CELL = 64;

    /**
     * @param headings above the columns; empty for none
     * @param source small below: where the figure comes from
     */
    record Content(String title, List<String> headings, List<Row> rows, String source) {}

    record Row(String name, List<BufferedImage> pictures) {}

    private Grid() {}

    static BufferedImage draw(Content content) {
        BufferedImage first = content.rows().get(0).pictures().get(0);
        int scale = scale(first.getWidth());
        int cellWidth = first.getWidth() * scale;
        int cellHeight = first.getHeight() * scale;
        int columns = content.rows().stream()
                .mapToInt(row -> row.pictures().size())
                .max()
                .orElseThrow();
        int names = content.rows().stream()
                        .mapToInt(row -> Lettering.width(row.name(), Lettering.PLAIN))
                        .max()
                        .orElseThrow()
                + 8;
        int top = MARGIN + TITLE_HEIGHT + (content.headings().isEmpty() ? 0 : HEADING_HEIGHT);
        int lines = Math.max(
                Lettering.width(content.source(), Lettering.SMALL), Lettering.width(content.title(), Lettering.TITLE));
        int width = 2 * MARGIN + Math.max(lines, names + columns * (cellWidth + GAP));
        int height = top + content.rows().size() * (cellHeight + GAP) + SOURCE_HEIGHT + MARGIN / 2;
        BufferedImage paper = Lettering.paper(width, height);
        Graphics2D pen = Lettering.pen(paper);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        Lettering.left(pen, content.title(), Lettering.TITLE, Lettering.INK, MARGIN, MARGIN + 13);
        for (int c = 0; c < content.headings().size(); c++) {
            float middle = MARGIN + names + c * (cellWidth + GAP) + cellWidth / 2f;
            Lettering.centre(pen, content.headings().get(c), Lettering.PLAIN, Lettering.INK, middle, top - 5);
        }
        for (int r = 0; r < content.rows().size(); r++) {
            Row row = content.rows().get(r);
            int y = top + r * (cellHeight + GAP);
            Lettering.right(
                    pen, row.name(), Lettering.PLAIN, Lettering.INK, MARGIN + names - 8, y + cellHeight / 2f + 4);
            for (int c = 0; c < row.pictures().size(); c++) {
                int x = MARGIN + names + c * (cellWidth + GAP);
                pen.drawImage(row.pictures().get(c), x, y, cellWidth, cellHeight, null);
            }
        }
        Lettering.left(pen, content.source(), Lettering.SMALL, Lettering.FAINT, MARGIN, height - MARGIN / 2f - 3);
        pen.dispose();
        return paper;
    }

    /** Whole, so that every pixel of a small picture is a square of the same size. */
    static int scale(int pictureWidth) {
        return Math.max(1, (SMALLEST_CELL + pictureWidth - 1) / pictureWidth);
    }
}
