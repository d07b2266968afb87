import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Saves the pictures that anyone asked for, as they are made: {@code Images localhost:9092 FOLDER COUNT}. */
public class Images {
    public static void main(String[] args) throws Exception {
        var settings = KafkaConnection.single(args[0]).consumer("images", null);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), Topics.IMAGE_BATCHES.deserializer())) {
            consumer.assign(consumer.partitionsFor(Topics.IMAGE_BATCHES.name()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition())).toList());
            consumer.seekToBeginning(consumer.assignment());
            for (int saved = 0; saved < Integer.parseInt(args[2]); ) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    var batch = record.value();
                    for (int i = 0; i < batch.getImages().size(); i++, saved++) {
                        byte[] picture = new byte[batch.getImages().get(i).remaining()];
                        batch.getImages().get(i).duplicate().get(picture);
                        String name = batch.getRequestId() + "-" + (batch.getFirstImage() + i) + "-" + batch.getLabels().get(i);
                        Files.write(Path.of(args[1], name + "." + batch.getEncoding().name().toLowerCase()), picture);
                    }
                    System.out.printf("%s %s: %d pictures%n", batch.getModel(), batch.getVersion(), batch.getImages().size());
                }
            }
        }
    }
}
