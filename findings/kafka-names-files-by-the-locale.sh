#!/usr/bin/env bash
# Kafka names the files of a log with NumberFormat.getInstance(), which writes the digits of the JVM's default locale. Where
# that locale has digits of its own (fa_IR, ar_EG, mr_IN, bn_BD), offset 0 is in ۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰.log. A broker that is
# started once under such a locale on a directory of before finds none of its files: a KRaft node takes the metadata for
# empty and renames every partition's directory to ...-stray. Whoever starts a broker sets the default locale first
# (Locale.setDefault, or -Duser.language=en -Duser.country=US), whatever LANG says.
set -euo pipefail

version=4.3.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

for artifact in "org.apache.kafka:kafka-storage:$version" "org.apache.kafka:kafka-clients:$version" org.slf4j:slf4j-api:1.7.36; do
    mvn -q -B dependency:copy -Dartifact="$artifact" -DoutputDirectory=lib
done

cat > Names.java <<'JAVA'
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.storage.internals.log.LogFileUtils;

public class Names {
    public static void main(String[] args) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(LogFileUtils.logFile(new File("data"), 42).getName());
    }
}
JAVA

echo "kafka $version"
echo "guess: offset 42 is in 00000000000000000042.log under every locale"
for locale in "en US" "fa IR" "tr TR" "mr IN"; do
    read -r language country <<< "$locale"
    echo "${language}_$country: $(java -cp 'lib/*' "-Duser.language=$language" "-Duser.country=$country" Names.java)"
done | tee seen | sed 's/^/seen: /'

cat > expected <<'END'
en_US: 00000000000000000042.log
fa_IR: ۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۴۲.log
tr_TR: 00000000000000000042.log
mr_IN: ००००००००००००००००००४२.log
END
diff expected seen || {
    echo "CHANGED: < is what was expected, > is what was seen"
    exit 1
}
echo "as found: a log's files are named in the digits of the default locale"
