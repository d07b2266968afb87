#!/usr/bin/env bash
# ConfigDef.ValidList.anyNonDuplicateValues reads like a validator that refuses a list with a value twice, and called by
# itself it does. ConfigDef.parse, however, looks whether a key's validator is a ValidList, and if so removes the
# duplicates, with a warning in the log, before it asks the validator. So no parsed configuration is ever refused for a
# duplicate, and the same validator within another (CompositeValidator, a lambda) does refuse: whoever wraps it, or
# relies on an error for a value that was entered twice, gets the other behaviour.
set -euo pipefail

version=4.3.1
slf4j=1.7.36
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

for artifact in "org.apache.kafka:kafka-clients:$version" "org.slf4j:slf4j-api:$slf4j" "org.slf4j:slf4j-simple:$slf4j"; do
    mvn -q -B dependency:copy -Dartifact="$artifact" -DoutputDirectory=lib
done

cat > Duplicates.java <<'JAVA'
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CompositeValidator;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

public class Duplicates {
    public static void main(String[] args) {
        Validator validator = ValidList.anyNonDuplicateValues(false, false);
        System.out.println("validator: " + outcome(() -> {
            validator.ensureValid("hosts", List.of("a", "b", "a"));
            return "accepted";
        }));
        System.out.println("parsed: " + outcome(() -> parse(validator)));
        System.out.println("parsed, wrapped: " + outcome(() -> parse(CompositeValidator.of(validator))));
    }

    private static Object parse(Validator validator) {
        ConfigDef keys = new ConfigDef().define("hosts", Type.LIST, List.of("a"), validator, Importance.LOW, "");
        return keys.parse(Map.of("hosts", "a,b,a")).get("hosts");
    }

    private static String outcome(java.util.function.Supplier<Object> attempt) {
        try {
            return attempt.get().toString();
        } catch (ConfigException e) {
            return "refused";
        }
    }
}
JAVA

echo "kafka-clients $version"
echo "guess: hosts=a,b,a is refused, by the validator and by ConfigDef.parse, wrapped or not"
java -XX:TieredStopAtLevel=1 -Xmx128m -cp 'lib/*' Duplicates.java > seen
sed 's/^/seen: /' seen

cat > expected <<'END'
validator: refused
parsed: [a, b]
parsed, wrapped: refused
END
diff expected seen || {
    echo "CHANGED: < is what was expected, > is what was seen"
    exit 1
}
echo "as found: parsing drops the duplicate, unless the validator is wrapped"
