#!/usr/bin/env bash
# ImageIO writes GIFs interlaced unless told otherwise, and its own reader loses rows of those with 2, 3 or 4 of them: passes without rows throw it off.
# Other programs read the files right. From 5 rows on it is right, too. Write with ImageWriteParam.MODE_DISABLED, or leave such files to others.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/Rows.java" <<'END'
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.TreeSet;
import javax.imageio.ImageIO;

public class Rows {
    public static void main(String[] arguments) throws Exception {
        TreeSet<Integer> misread = new TreeSet<>();
        for (int height = 1; height < 40; height++) {
            BufferedImage written = new BufferedImage(3, height, BufferedImage.TYPE_BYTE_INDEXED);
            for (int y = 0; y < height; y++) {
                written.getRaster().setSample(1, y, 0, 1 + y);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(written, "gif", out);
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
            for (int y = 0; y < height; y++) {
                if (read.getRGB(1, y) != written.getRGB(1, y)) {
                    misread.add(height);
                }
            }
        }
        System.out.println("heights misread: " + misread);
        System.exit(misread.toString().equals("[2, 3, 4]") ? 0 : 1);
    }
}
END
java "$dir/Rows.java"
