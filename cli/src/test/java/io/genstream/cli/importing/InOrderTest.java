package io.genstream.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private int opened;
    private int read;

    @Test
    void itemsAskedForInNearlyTheirOrderAreReadOnce() throws IOException {
        InOrder items = new InOrder(() -> items(1_000));
        for (int i = 0; i < 1_000; i += 4) {
            for (int j : new int[] {i + 2, i, i + 3, i + 1}) {
                assertThat(items.get(j)).containsExactly(j % 128);
            }
        }
        assertThat(opened).isEqualTo(1);
        assertThat(read).isEqualTo(1_000);

        assertThat(items.get(5)).containsExactly(5);
        assertThat(items.get(900)).containsExactly(900 % 128);
        assertThat(opened).isEqualTo(2);
        assertThat(read).as("what lies between is skipped").isEqualTo(1_007);
    }

    @Test
    void whatLiesBehindABrokenPlaceIsLostAtOnceAndTheRestIsRead() throws IOException {
        InOrder items = new InOrder(() -> items(7));
        assertThat(items.get(6)).containsExactly(6);
        for (int i = 7; i < 200; i++) {
            int broken = i;
            assertThatThrownBy(() -> items.get(broken)).hasMessage("broken at 7");
        }
        assertThat(opened).isEqualTo(1);
        assertThat(items.get(3)).containsExactly(3);
        assertThatThrownBy(() -> new InOrder(() -> items(7)).get(500)).hasMessage("broken at 7");
    }

    private InOrder.Items items(int good) {
        opened++;
        return new InOrder.Items() {
            private int at;

            @Override
            public byte[] next() throws IOException {
                if (at == good) {
                    throw new IOException("broken at " + at);
                }
                read++;
                return new byte[] {(byte) (at++ % 128)};
            }

            @Override
            public void skip(long items) throws IOException {
                if (at + items > good) {
                    throw new IOException("broken at " + good);
                }
                at += (int) items;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
