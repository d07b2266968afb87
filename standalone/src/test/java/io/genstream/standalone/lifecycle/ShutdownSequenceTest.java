package io.genstream.standalone.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownSequenceTest {
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final ShutdownSequence shutdown = new ShutdownSequence();

    @Test
    void closesStageByStageWhateverTheOrderOfAdding() {
        add(Stage.DIRECTORY);
        add(Stage.BROKER);
        add(Stage.INTAKE);
        add(Stage.SERVICES);
        shutdown.close();
        assertThat(closed).containsExactly("INTAKE", "SERVICES", "BROKER", "DIRECTORY");
    }

    @Test
    void goesOnAfterAPartThatThrows() {
        shutdown.add(Stage.INTAKE, "broken", () -> {
            throw new IllegalStateException("planted");
        });
        add(Stage.BROKER);
        shutdown.close();
        assertThat(closed).containsExactly("BROKER");
    }

    @Test
    void goesOnWithoutAPartThatHangs() {
        CountDownLatch never = new CountDownLatch(1);
        shutdown.add(Stage.INTAKE, "hanging", never::await);
        add(Stage.INTAKE);
        add(Stage.BROKER);
        shutdown.close();
        never.countDown();
        assertThat(closed).containsExactly("INTAKE", "BROKER");
    }

    @Test
    void closesAPartThatComesTooLate() {
        shutdown.close();
        assertThatThrownBy(() -> add(Stage.SERVICES)).isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("SERVICES");
    }

    @Test
    void closesEachPartOnce() {
        add(Stage.BROKER);
        shutdown.close();
        shutdown.close();
        assertThat(closed).hasSize(1);
    }

    @Test
    void parallelStartReportsTheFirstFailureWithoutWaitingForTheRest() {
        CountDownLatch never = new CountDownLatch(1);
        ParallelStart start = new ParallelStart(shutdown);
        Callable<AutoCloseable> slow = () -> {
            never.await();
            return () -> {};
        };
        start.start(Stage.SERVICES, "slow", slow);
        start.start(Stage.SERVICES, "broken", () -> {
            throw new IllegalArgumentException("planted");
        });
        assertThatThrownBy(start::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("planted");
        never.countDown();
    }

    @Test
    void parallelStartHandsEachPartToTheShutdown() {
        ParallelStart start = new ParallelStart(shutdown);
        start.start(Stage.BROKER, "one", () -> () -> closed.add("one"));
        start.start(Stage.INTAKE, "two", () -> () -> closed.add("two"));
        start.join();
        shutdown.close();
        assertThat(closed).containsExactly("two", "one");
    }

    private void add(Stage stage) {
        shutdown.add(stage, stage.name(), () -> closed.add(stage.name()));
    }
}
