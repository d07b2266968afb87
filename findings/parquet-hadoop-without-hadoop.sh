#!/usr/bin/env bash
# parquet-java has classes for those who have no Hadoop: LocalInputFile reads a file of this machine, PlainParquetConfiguration
# holds settings, and Hadoop is no dependency of parquet-hadoop's that Maven would bring. Yet the compiler must see Hadoop's
# Configuration for a call of ParquetFileReader.open, since overloads of it take one. A program without Hadoop reads the
# footer with parquet-format-structures and gives pages to parquet-column itself.
set -euo pipefail

version=1.18.1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<END
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>parquet</artifactId><version>1</version>
<dependencies>
  <dependency><groupId>org.apache.parquet</groupId><artifactId>parquet-hadoop</artifactId><version>$version</version></dependency>
</dependencies></project>
END
mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib

cat > Rows.java <<'JAVA'
import java.nio.file.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

public class Rows {
    public static void main(String[] args) throws Exception {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader file = ParquetFileReader.open(new LocalInputFile(Path.of(args[0])), options)) {
            System.out.println(file.getRecordCount());
        }
    }
}
JAVA

echo "parquet-hadoop $version with $(ls lib | grep -c hadoop) jar of that name: $(cd lib && ls | grep hadoop)"
echo "guess: a local file is read without Hadoop"
if javac -cp 'lib/*' -d classes Rows.java > seen 2>&1; then
    echo "CHANGED: it compiles"
    exit 1
fi
grep 'class file for' seen | sed 's/^ */seen: /' | sort -u
grep -q 'class file for org.apache.hadoop.conf.Configuration not found' seen || {
    cat seen
    echo "CHANGED: it does not compile for another reason"
    exit 1
}
echo "as found: Hadoop's Configuration is needed to compile"
