package io.genstream.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureFileTest {
    @TempDir
    Path folder;

    @Test
    void anAnimationHasEveryFrameItsTimeAndGoesOnForEver() throws Exception {
        Path file = folder.resolve("new/way.gif");
        FigureFile.write(frames(20), Duration.ofMillis(80), file);
        FigureFile.write(frames(7), Duration.ofMillis(80), file); // nothing of the longer one is left

        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(7);
            for (int i = 0; i < 7; i++) {
                assertThat(new Color(reader.read(i).getRGB(3, 3)).getRed()).isBetween(30 * i - 2, 30 * i + 2);
                IIOMetadataNode root =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                IIOMetadataNode control = (IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0);
                assertThat(control.getAttribute("delayTime")).isEqualTo("8");
            }
        }
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("NETSCAPE2.0");
    }

    private static List<BufferedImage> frames(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    BufferedImage frame = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
                    for (int at = 0; at < 64; at++) {
                        int grey = 30 * i % 256;
                        frame.setRGB(at % 8, at / 8, new Color(grey, grey, grey).getRGB());
                    }
                    return frame;
                })
                .toList();
    }
}
