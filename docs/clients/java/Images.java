import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topics;
import io.genstream.schemas.avro.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
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
                        var picture = new ByteArrayOutputStream();
                        if (batch.getEncoding() == Encoding.RAW) { // bare pixels: PNM is a line of text before them
                            picture.writeBytes(String.format(Locale.ROOT, "P%d %d %d 255\n",
                                    batch.getChannels() == 1 ? 5 : 6, batch.getWidth(), batch.getHeight()).getBytes());
                        }
                        picture.writeBytes(batch.getImages().get(i).array());
                        String name = batch.getRequestId() + "-" + (batch.getFirstImage() + i) + "-" + batch.getLabels().get(i);
                        String ending = batch.getEncoding() == Encoding.RAW ? ".pnm" : ".png";
                        Files.write(Path.of(args[1], name + ending), picture.toByteArray());
                    }
                    System.out.printf("%s %s: %d pictures%n", batch.getModel(), batch.getVersion(), batch.getImages().size());
                }
            }
        }
    }
}
