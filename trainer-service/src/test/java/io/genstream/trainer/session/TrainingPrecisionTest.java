package io.genstream.trainer.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import io.genstream.trainer.network.Precision;
import io.genstream.trainer.torchscript.CpuFeatures;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingPrecisionTest {
    private static final CpuFeatures OLD = new CpuFeatures(Set.of("avx2"));
    private static final CpuFeatures NEW = new CpuFeatures(Set.of("avx512_bf16"));

    @Test
    void bfloat16IsTakenWhereTheProcessorHasIt() {
        assertThat(TrainingPrecision.of(Precision.BFLOAT16, Device.cpu(), NEW)).isEqualTo(Precision.BFLOAT16);
        assertThat(TrainingPrecision.of(Precision.BFLOAT16, Device.cpu(), OLD)).isEqualTo(Precision.FLOAT32);
        assertThat(TrainingPrecision.of(Precision.BFLOAT16, Device.gpu(), OLD)).isEqualTo(Precision.BFLOAT16);
    }

    @Test
    void float32StaysFloat32() {
        assertThat(TrainingPrecision.of(Precision.FLOAT32, Device.cpu(), NEW)).isEqualTo(Precision.FLOAT32);
        assertThat(TrainingPrecision.setting().defaultValue()).isEqualTo("float32");
    }
}
