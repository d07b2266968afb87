package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.broker.TestBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TopicCreatorIT {

    @Test
    void createsEveryTopicAsTheCatalogueSaysAndMayBeRepeated() throws Exception {
        KafkaConnection connection = KafkaConnection.single(TestBroker.bootstrap());

        TopicCreator.ensure(connection, Topics.all());
        TopicCreator.ensure(connection, Topics.all());

        try (Admin admin = Admin.create(connection.admin("test"))) {
            for (Topic<?> topic : Topics.all()) {
                var description = admin.describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get()
                        .get(topic.name());
                assertThat(description.partitions()).hasSize(topic.partitions());
            }
            ConfigResource records = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DATASET_RECORDS.name());
            assertThat(admin.describeConfigs(List.of(records))
                            .all()
                            .get()
                            .get(records)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
    }

    @Test
    void saysWhatToDoWhenTheClusterIsTooSmall() {
        KafkaConnection wantsThree = new KafkaConnection(TestBroker.bootstrap(), (short) 3, (short) 2, Map.of());
        Topic<?> topic = new Topic<>(
                "too-many-replicas", Topics.RUNS.valueType(), Topics.RUNS.writers(), 1, Topics.RUNS.configs());

        assertThatThrownBy(() -> TopicCreator.ensure(wantsThree, List.of(topic)))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("replication.factor 3");
    }
}
