#!/usr/bin/env bash
# TwelveMonkeys' imageio-webp lets ImageIO read WebP without native code. Lossless files come out exactly as libwebp decodes them. Of lossy ones one would expect
# that, too, or a grey level of rounding, since VP8's decoding is specified bit for bit; but whole areas are some or many levels away. For training data: convert first.
set -euo pipefail

version=3.14.0 pillow=12.3.0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install "pillow==$pillow"
cat > pom.xml <<END
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>webp</artifactId><version>1</version>
<dependencies>
  <dependency><groupId>com.twelvemonkeys.imageio</groupId><artifactId>imageio-webp</artifactId><version>$version</version></dependency>
</dependencies></project>
END
mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib

cat > make.py <<'P'
from PIL import Image

# a smooth picture, as a face is: no decoder has an excuse
picture = Image.new("RGB", (64, 64))
picture.putdata([(4 * x, 4 * y, 255 - 2 * (x + y)) for y in range(64) for x in range(64)])
for name, options in (("lossless", {"lossless": True}), ("lossy", {"quality": 90})):
    picture.save(name + ".webp", **options)
    open(name + ".rgb", "wb").write(Image.open(name + ".webp").convert("RGB").tobytes())
P
venv/bin/python make.py

cat > Read.java <<'JAVA'
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

public class Read {
    public static void main(String[] args) throws Exception {
        int lossless = largest("lossless");
        int lossy = largest("lossy");
        System.exit(lossless == 0 && lossy > 2 ? 0 : 1);
    }

    private static int largest(String name) throws Exception {
        BufferedImage read = ImageIO.read(Path.of(name + ".webp").toFile());
        byte[] pillow = Files.readAllBytes(Path.of(name + ".rgb"));
        int largest = 0;
        int off = 0;
        for (int i = 0; i < pillow.length; i++) {
            int pixel = read.getRGB(i / 3 % 64, i / 3 / 64);
            int difference = Math.abs((pixel >> 16 - 8 * (i % 3) & 255) - (pillow[i] & 255));
            largest = Math.max(largest, difference);
            off += difference > 2 ? 1 : 0;
        }
        System.out.println(name + ": " + largest + " grey levels away at most, " + 100 * off / pillow.length + " % of values more than 2");
        return largest;
    }
}
JAVA
java -cp 'lib/*' Read.java
