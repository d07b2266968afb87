#!/usr/bin/env bash
# A process that takes over a transactional id calls initTransactions, which ends its predecessor's transaction, and then
# reads the topic to endOffsets to learn what the predecessor committed. With isolation.level=read_committed endOffsets
# is the last stable offset, though, and any other producer's open transaction in the partition holds that back: what
# was committed behind its start is not there yet, and the reader takes itself to be at the end. Whoever depends on
# having read everything takes the end with read_uncommitted and waits, up to the other's transaction.timeout.ms.
set -euo pipefail

version=4.3.1
dir=$(mktemp -d)
broker=
trap '[[ -z $broker ]] || { kill "$broker" && wait "$broker" || true; } 2> /dev/null; rm -rf "$dir"' EXIT
cd "$dir"

cat > pom.xml <<END
<project><modelVersion>4.0.0</modelVersion><groupId>findings</groupId><artifactId>broker</artifactId><version>1</version>
<dependencies>
  <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$version</version></dependency>
</dependencies></project>
END
mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib

free_port() { # a port between FROM and FROM + 4999 where nobody listens
    local port
    while port=$(($1 + RANDOM % 5000)) && (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
    echo "$port"
}
clients=$(free_port 20000)
quorum=$(free_port 25000)
cat > server.properties <<END
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$quorum
listeners=PLAINTEXT://127.0.0.1:$clients,CONTROLLER://127.0.0.1:$quorum
controller.listener.names=CONTROLLER
log.dirs=data
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
END
small=(-XX:TieredStopAtLevel=1 -Xmx256m -cp 'lib/*')
java "${small[@]}" kafka.tools.StorageTool format -t 4L6g3nShTkSOr1aDmT7wYQ -c server.properties > format.log 2>&1
java "${small[@]}" kafka.Kafka server.properties > broker.log 2>&1 &
broker=$!

cat > Takeover.java <<'JAVA'
import java.time.Duration;
import java.util.*;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.*;

public class Takeover {
    private static final TopicPartition LOG = new TopicPartition("log", 0);
    private static String servers;

    public static void main(String[] args) {
        servers = args[0];
        KafkaProducer<String, String> other = producer("other");
        send(other, "unrelated");
        other.flush();
        KafkaProducer<String, String> predecessor = producer("worker");
        send(predecessor, "one", "two", "three");
        predecessor.commitTransaction();

        producer("worker"); // the successor, which has fenced the predecessor now
        System.out.println("after fencing: " + readToEnd());
        other.abortTransaction();
        producer("other"); // returns when the abort is complete
        System.out.println("after the other's transaction: " + readToEnd());
        System.exit(0);
    }

    private static KafkaProducer<String, String> producer(String id) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "transactional.id", id);
        var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void send(KafkaProducer<String, String> producer, String... values) {
        producer.beginTransaction();
        List.of(values).forEach(value -> producer.send(new ProducerRecord<>("log", value)));
    }

    private static List<String> readToEnd() {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(LOG));
            consumer.seekToBeginning(List.of(LOG));
            long end = consumer.endOffsets(List.of(LOG)).get(LOG);
            while (consumer.position(LOG) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
JAVA

echo "kafka $version"
echo "guess: reading to endOffsets after initTransactions gives all that the predecessor committed: [one, two, three]"
timeout 120 java "${small[@]}" Takeover.java "127.0.0.1:$clients" > seen 2> client.log || {
    tail -n 20 broker.log client.log
    exit 1
}
sed 's/^/seen: /' seen

cat > expected <<'END'
after fencing: []
after the other's transaction: [one, two, three]
END
diff expected seen || {
    echo "CHANGED: < is what was expected, > is what was seen"
    exit 1
}
echo "as found: another producer's open transaction hides what the predecessor committed"
