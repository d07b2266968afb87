package io.genstream.model.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

class SlerpTest {
    @Property(tries = 300)
    void endsWhereItShould(
            @ForAll @Size(8) float @FloatRange(min = -4, max = 4) [] from,
            @ForAll @Size(8) float @FloatRange(min = -4, max = 4) [] to) {
        assertThat(Slerp.between(from, to, 0)).containsExactly(from, within(1e-4f));
        assertThat(Slerp.between(from, to, 1)).containsExactly(to, within(1e-4f));
    }

    @Property(tries = 300)
    void keepsToTheCircleInThePlane(
            @ForAll @DoubleRange(min = 0, max = 3.1) double angle,
            @ForAll @DoubleRange(min = 0, max = 1) double position) {
        float[] to = {(float) Math.cos(angle), (float) Math.sin(angle)};
        assertThat(Slerp.between(new float[] {1, 0}, to, position))
                .containsExactly(
                        new float[] {(float) Math.cos(angle * position), (float) Math.sin(angle * position)},
                        within(1e-5f));
    }

    @Property(tries = 50)
    void fallsBackToTheLineWhereThereIsNoSphere(@ForAll @DoubleRange(min = 0, max = 1) double position) {
        float[] zero = {0, 0};
        float[] one = {1, 0};
        float[] opposite = {-1, 0};
        assertThat(Slerp.between(zero, one, position)).containsExactly((float) position, 0);
        assertThat(Slerp.between(one, opposite, position))
                .containsExactly(new float[] {(float) (1 - 2 * position), 0}, within(1e-6f));
    }
}
