package io.genstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.TestBroker;
import io.genstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterOfficeIT {
    private static final Exception BAD = new IllegalArgumentException("bad");

    /** For any letter; the markers of transactions must fit, or the broker never ends one. */
    private static final int TOO_SMALL = 150;

    private final KafkaConnection connection = KafkaConnection.single(TestBroker.bootstrap());
    private final String service = "service-" + UUID.randomUUID();
    private final List<String> counted = new CopyOnWriteArrayList<>();

    @BeforeEach
    void createTheTopic() {
        TopicCreator.ensure(connection, List.of(Topics.DEAD_LETTERS));
    }

    @Test
    void writesOneLetterForARecordOverRestarts() throws Exception {
        for (int start = 0; start < 3; start++) {
            try (DeadLetterOffice office = office("one")) {
                CompletableFuture<Void> kept = office.keep(record(7, "poison"), BAD);
                assertThat(office.keep(record(7, "poison"), BAD))
                        .as("while it waits")
                        .isSameAs(kept);
                get(kept);
                get(office.keep(record(7, "poison"), BAD));
            }
        }

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.getOffset()).isEqualTo(7);
            assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap("poison".getBytes(UTF_8)));
        });
        assertThat(counted).containsExactly("some-topic");
    }

    @Test
    void anotherServiceWritesItsOwn() throws Exception {
        String other = service + "-other";
        try (DeadLetterOffice office = office("one");
                DeadLetterOffice others =
                        new DeadLetterOffice(connection, other, "one", topic -> {}, Clock.systemUTC())) {
            get(office.keep(record(7, "poison"), BAD));
            get(others.keep(record(7, "poison"), BAD));
        }

        assertThat(letters()).hasSize(1);
        assertThat(letters(other)).hasSize(1);
    }

    @Test
    void aTopicThatWasMadeAgainHasOtherRecordsAtTheSameOffsets() throws Exception {
        try (DeadLetterOffice office = office("one")) {
            get(office.keep(record(7, "poison"), BAD));
            get(office.keep(record(7, "of the new topic"), BAD));
        }

        assertThat(letters()).hasSize(2);
    }

    /** Followers of two instances meet the same records at the same time, and each must get a word in. */
    @Test
    void twoInstancesInAFloodWriteOneLetterEach() throws Exception {
        int flood = 10_000;
        try (DeadLetterOffice one = office("one");
                DeadLetterOffice two = office("two")) {
            List<CompletableFuture<Void>> kept = new ArrayList<>();
            IntStream.range(0, flood).forEach(offset -> {
                kept.add(one.keep(record(offset, "poison " + offset), BAD));
                kept.add(two.keep(record(offset, "poison " + offset), BAD));
            });
            assertThat(one.hasRoom() && two.hasRoom()).isFalse();
            for (CompletableFuture<Void> each : kept) {
                get(each);
            }
            assertThat(one.hasRoom() && two.hasRoom()).isTrue();
        }

        assertThat(letters()).hasSize(flood).extracting(DeadLetter::getOffset).doesNotHaveDuplicates();
        assertThat(counted).hasSize(flood);
    }

    @Test
    void anInstanceThatWasShutOutLooksAgain() throws Exception {
        try (DeadLetterOffice one = office("one");
                DeadLetterOffice two = office("two")) {
            get(one.keep(record(1, "poison"), BAD));
            get(two.keep(record(2, "poison"), BAD));
            get(one.keep(record(2, "poison"), BAD));
            get(one.keep(record(3, "poison"), BAD));
        }

        assertThat(letters()).extracting(DeadLetter::getOffset).containsExactly(1L, 2L, 3L);
    }

    /** Somebody else's transaction that began earlier hides from readers what was committed behind it. */
    @Test
    void findsALetterBehindAnOpenTransactionOfAnotherService() throws Exception {
        Map<String, Object> configs = connection.producer("foreign");
        configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "foreign-" + service);
        try (KafkaProducer<String, byte[]> foreign =
                        new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer());
                DeadLetterOffice one = office("one");
                DeadLetterOffice two = office("two")) {
            foreign.initTransactions();
            get(one.keep(record(1, "poison"), BAD));
            foreign.beginTransaction();
            foreign.send(new ProducerRecord<>(Topics.DEAD_LETTERS.name(), "foreign", new byte[0]))
                    .get();
            get(one.keep(record(2, "poison"), BAD));

            CompletableFuture<Void> again = two.keep(record(2, "poison"), BAD);
            await().during(Duration.ofSeconds(1)).until(() -> !again.isDone());
            foreign.abortTransaction();
            get(again);
        }

        assertThat(letters()).extracting(DeadLetter::getOffset).containsExactly(1L, 2L);
    }

    @Test
    void keepsAsMuchOfALargeRecordAsTheTopicTakes() throws Exception {
        withLargestMessage(1 << 20, () -> {
            for (int start = 0; start < 2; start++) {
                try (DeadLetterOffice office = office("one")) {
                    get(office.keep(record(1, "small"), BAD));
                    get(office.keep(record(2, "x".repeat(3_000_000)), BAD));
                    get(office.keep(record(3, "small, too"), BAD));
                }
            }
        });

        List<DeadLetter> letters = letters();
        assertThat(letters).extracting(DeadLetter::getOffset).containsExactly(1L, 2L, 3L);
        assertThat(letters.get(1).getValue().remaining()).isBetween(500_000, 1 << 20);
        assertThat(letters.get(1).getError()).contains("bad", "too large", "of 3000000 bytes");
        assertThat(letters.get(1).getValueSha256()).hasSize(64);
    }

    @Test
    void triesAgainUntilTheTopicTakesALetter() throws Exception {
        try (DeadLetterOffice office = office("one")) {
            List<CompletableFuture<Void>> kept = new ArrayList<>();
            withLargestMessage(TOO_SMALL, () -> {
                kept.add(office.keep(record(1, "poison"), BAD));
                await().during(Duration.ofSeconds(2))
                        .until(() -> office.waiting() == 1 && !kept.get(0).isDone());
            });
            get(kept.get(0));
            assertThat(office.waiting()).isZero();
        }

        assertThat(letters()).hasSize(1);
    }

    @Test
    void makesTheTopicAgainWhereItIsGone() throws Exception {
        try (DeadLetterOffice office = office("one");
                Admin admin = Admin.create(connection.admin("test"))) {
            get(office.keep(record(1, "poison"), BAD));
            admin.deleteTopics(List.of(Topics.DEAD_LETTERS.name())).all().get();

            get(office.keep(record(2, "poison"), BAD));
        }

        assertThat(letters()).extracting(DeadLetter::getOffset).containsExactly(2L);
    }

    @Test
    void whatIsUnwrittenAtTheStopFailsSoThatNothingIsCommittedBeyondIt() throws Exception {
        withLargestMessage(TOO_SMALL, () -> {
            DeadLetterOffice office = office("one");
            CompletableFuture<Void> kept = office.keep(record(1, "poison"), BAD);
            office.close();
            assertThatThrownBy(() -> get(kept)).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> get(office.keep(record(2, "late"), BAD))).isInstanceOf(ExecutionException.class);
        });

        assertThat(letters()).isEmpty();
    }

    private DeadLetterOffice office(String instance) {
        return new DeadLetterOffice(connection, service, instance, counted::add, Clock.systemUTC());
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String value) {
        return new ConsumerRecord<>("some-topic", 0, offset, "key", value.getBytes(UTF_8));
    }

    private static void get(CompletableFuture<Void> kept) throws Exception {
        var unused = kept.get(60, TimeUnit.SECONDS);
    }

    private List<DeadLetter> letters() {
        return letters(service);
    }

    private List<DeadLetter> letters(String of) {
        List<DeadLetter> letters = new ArrayList<>();
        var unused = new TopicScan(connection, "test").run(Topics.DEAD_LETTERS, List.of(), record -> {
            if (record.value().length > 0) {
                DeadLetter letter = Topics.DEAD_LETTERS.deserializer().deserialize(record.topic(), record.value());
                if (letter.getService().equals(of)) {
                    letters.add(letter);
                }
            }
        });
        return letters;
    }

    private interface Step {
        void run() throws Exception;
    }

    private void withLargestMessage(int bytes, Step step) throws Exception {
        try (Admin admin = Admin.create(connection.admin("test"))) {
            setLargestMessage(admin, bytes);
            try {
                step.run();
            } finally {
                setLargestMessage(admin, 17 << 20);
            }
        }
    }

    private static void setLargestMessage(Admin admin, int bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DEAD_LETTERS.name());
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
    }
}
