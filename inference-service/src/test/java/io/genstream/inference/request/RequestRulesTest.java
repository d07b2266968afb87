package io.genstream.inference.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.inference.testing.DigitLikeGenerator;
import io.genstream.inference.testing.Requests;
import io.genstream.model.card.ModelCard;
import io.genstream.model.card.ModelInput;
import io.genstream.model.card.ModelOutput;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {
    private static final int PARTITIONS = 4;
    private static final ModelCard DIGITS = new DigitLikeGenerator(true, 1).card();

    @Test
    void acceptsASoundRequest() {
        assertThatCode(() -> check(Requests.of("r", 1024))).doesNotThrowAnyException();
        assertThatCode(() -> fit(Requests.of("r", 1024).conditions(new float[] {0}, new float[] {9}), DIGITS))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1025, 1_000_000_000, Integer.MIN_VALUE})
    void refusesACountOutOfRange(int count) {
        refused(FailureCode.INVALID_REQUEST, "count", () -> check(Requests.of("r", count)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAFirstImageOutOfRange(long firstImage) {
        refused(
                FailureCode.INVALID_REQUEST,
                "firstImage",
                () -> check(Requests.of("r", 2).range(firstImage, 2, 2)));
    }

    @Test
    void refusesARecordBeyondTheWholeRequest() {
        refused(
                FailureCode.INVALID_REQUEST,
                "requestImages",
                () -> check(Requests.of("r", 2).range(9, 2, 10)));
    }

    @Test
    void refusesABatchSizeBelowOne() {
        refused(
                FailureCode.INVALID_REQUEST,
                "batchSize",
                () -> check(Requests.of("r", 2).batchSize(0)));
    }

    @Test
    void refusesAReplyPartitionThatIsNotThere() {
        refused(
                FailureCode.INVALID_REQUEST,
                "replyPartition",
                () -> check(Requests.of("r", 2).replyPartition(4)));
        refused(
                FailureCode.INVALID_REQUEST,
                "replyPartition",
                () -> check(Requests.of("r", 2).replyPartition(-1)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesASigmaThatIsNotFiniteAndAboveZero(double sigma) {
        refused(FailureCode.INVALID_REQUEST, "sigma", () -> check(with(plan(sigma, OptionalDouble.empty()))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.NEGATIVE_INFINITY})
    void refusesATruncationThatIsNotFiniteAndAboveZero(double bound) {
        refused(FailureCode.INVALID_REQUEST, "truncation", () -> check(with(plan(1, OptionalDouble.of(bound)))));
    }

    @Test
    void refusesAPathOfOneStepAndAPathBesideVectors() {
        LatentPlan.Path single = new LatentPlan.Path(1, 1);
        LatentPlan.Path path = new LatentPlan.Path(1, 2);
        float[][] vectors = {new float[64]};
        refused(
                FailureCode.INVALID_REQUEST,
                "steps",
                () -> check(with(new LatentPlan(1, OptionalDouble.empty(), new float[0][], Optional.of(single), 0))));
        refused(
                FailureCode.INVALID_REQUEST,
                "both",
                () -> check(with(new LatentPlan(1, OptionalDouble.empty(), vectors, Optional.of(path), 0))));
    }

    @Test
    void refusesComponentOffsetsSinceNoVersionHasABasis() {
        refused(
                FailureCode.LATENT_BASIS_MISSING,
                "componentOffsets",
                () -> check(with(new LatentPlan(1, OptionalDouble.empty(), new float[0][], Optional.empty(), 1))));
    }

    @Test
    void refusesAClassOutOfRangeAndNamesItsRow() {
        refused(
                FailureCode.INVALID_CONDITION,
                "row 1",
                () -> fit(Requests.of("r", 2).conditions(new float[] {3}, new float[] {11}), DIGITS));
    }

    @Test
    void refusesConditionsForAnUnconditionalModel() {
        ModelCard unconditional = new DigitLikeGenerator(false, 1).card();
        refused(
                FailureCode.INVALID_CONDITION,
                "row 0",
                () -> fit(Requests.of("r", 2).conditions(new float[] {3}), unconditional));
    }

    @Test
    void refusesVectorsOfAnotherLengthAndNamesTheirRow() {
        float[][] vectors = {new float[64], new float[63]};
        refused(
                FailureCode.INVALID_REQUEST,
                "row 1",
                () -> fit(with(new LatentPlan(1, OptionalDouble.empty(), vectors, Optional.empty(), 0)), DIGITS));
    }

    @Test
    void refusesBatchesThatWouldNotFitARecord() {
        ModelCard large = ModelCard.builder(512, 512, 3)
                .input(ModelInput.normalLatent("latent", 8))
                .output(ModelOutput.rawImage("image", 512, 512, 3))
                .build();
        refused(
                FailureCode.INVALID_REQUEST,
                "at most 19",
                () -> fit(Requests.of("r", 64).batchSize(20), large));
        assertThatCode(() -> fit(Requests.of("r", 64).batchSize(19), large)).doesNotThrowAnyException();
        assertThatCode(() -> fit(Requests.of("r", 5).batchSize(1_000_000), large))
                .doesNotThrowAnyException();
    }

    private static LatentPlan plan(double sigma, OptionalDouble truncation) {
        return new LatentPlan(sigma, truncation, new float[0][], Optional.empty(), 0);
    }

    private static Requests with(LatentPlan latent) {
        return Requests.of("r", 2).latent(latent);
    }

    private static void check(Requests requests) {
        RequestRules.check(requests.request(), PARTITIONS);
    }

    private static void fit(Requests requests, ModelCard card) {
        RequestRules.check(requests.request(), card);
    }

    private static void refused(FailureCode code, String part, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(part);
    }
}
