package io.genstream.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParityCheckTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.50009",
        "-1, -0.99991",
        // three floats apart
        "-651.0726, -651.07275",
    })
    void acceptsWhatRoundingExplains(float engine, float onnxRuntime) {
        assertThat(ParityCheck.requireCloseValues("latent", new float[] {0, engine}, new float[] {0, onnxRuntime}))
                .isPositive()
                .isLessThan(ParityCheck.TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5002",
        "-651.0726, -651.2",
        "0, NaN",
        "NaN, NaN",
        "Infinity, Infinity",
        "1e30, -Infinity",
    })
    void refusesEverythingElse(float engine, float onnxRuntime) {
        assertThatExceptionOfType(ParityException.class)
                .isThrownBy(
                        () -> ParityCheck.requireCloseValues("latent", new float[] {engine}, new float[] {onnxRuntime}))
                .withMessageContaining("latent");
    }

    @Test
    void refusesPixelsThatAreTooLargeToBeExact() {
        assertThatExceptionOfType(ParityException.class)
                .isThrownBy(() ->
                        ParityCheck.requireClosePixels("image", new float[] {-651.0726f}, new float[] {-651.07275f}));
        assertThat(ParityCheck.requireClosePixels("image", new float[] {0.5f}, new float[] {0.50009f}))
                .isPositive();
    }

    @Test
    void tellsTheLargestDifference() {
        float[] engine = {0, 0.5f, 100};
        float[] onnxRuntime = {0, 0.50005f, 100.001f};

        assertThat(ParityCheck.requireCloseValues("image", engine, onnxRuntime)).isCloseTo(5e-5, within(1e-7));
    }
}
