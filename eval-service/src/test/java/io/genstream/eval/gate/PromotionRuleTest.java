package io.genstream.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PromotionRuleTest {
    private final PromotionRule rule = new PromotionRule(GateRules.defaults());
    private final Measured stable = Measured.of("v1", 10).halfWidth(0.3);

    @Test
    void promotesWhenTheGainExceedsBothIntervalsInQuadrature() {
        // 0.3 and 0.4 make 0.5
        assertThat(judge(Measured.of("v2", 9.49).halfWidth(0.4)).promote()).isTrue();
        assertThat(judge(Measured.of("v2", 9.51).halfWidth(0.4)).promote()).isFalse();
    }

    @Test
    void saysWhichFiguresItRestsOn() {
        var verdict = judge(Measured.of("v2", 8));

        assertThat(verdict.reason())
                .isEqualTo(
                        "fd-digits-2000-none fell to 8.000 from 10.00 of v1, by more than the 0.32 that may be chance; "
                                + "2000 images against revision 1 of d");
        assertThat(verdict.figures())
                .containsEntry("candidate.fd-digits-2000-none", 8.0)
                .containsEntry("stable.fd-digits-2000-none", 10.0)
                .containsEntry("candidate.recall-digits-2000-k3", 0.8)
                .containsEntry("gain", 2.0);
    }

    @Test
    void saysWhetherARefusedDistanceIsWorseOrOnlyNotClearlyBetter() {
        assertThat(judge(Measured.of("v2", 12)).reason()).contains("is 12.00, worse than 10.00 of v1");
        assertThat(judge(Measured.of("v2", 9.9)).reason()).contains("not clearly better than 10.00 of v1");
    }

    @Test
    void refusesABetterDistanceThatShowsTheWrongThing() {
        assertThat(judge(Measured.of("v2", 5).agreement(0.951)).promote()).isTrue();
        var verdict = judge(Measured.of("v2", 5).agreement(0.94));
        assertThat(verdict.promote()).isFalse();
        assertThat(verdict.reason())
                .contains("agreement-digits-2000")
                .contains("0.940")
                .contains("at least 0.950");
    }

    @Test
    void refusesABetterDistanceOfACollapsedModel() {
        assertThat(judge(Measured.of("v2", 5).recall(0.751)).promote()).isTrue();
        var verdict = judge(Measured.of("v2", 5).recall(0.7));
        assertThat(verdict.promote()).isFalse();
        assertThat(verdict.reason()).contains("recall");
    }

    @Test
    void refusesACopyMachine() {
        assertThat(judge(Measured.of("v2", 5).neighbour(0.5)).promote()).isTrue();
        var verdict = judge(Measured.of("v2", 5).neighbour(0.1));
        assertThat(verdict.promote()).isFalse();
        assertThat(verdict.reason()).contains("copies");
    }

    @Test
    void letsAgreementDecideWhereDistancesCannotBeToldApart() {
        var verdict = judge(Measured.of("v2", 10.2).agreement(0.98));
        assertThat(verdict.promote()).isTrue();
        assertThat(verdict.reason()).contains("agreement-digits-2000 rose to 0.980 from 0.970");
        // 0.007 is what two intervals of 0.005 allow for chance
        assertThat(judge(Measured.of("v2", 10.2).agreement(0.976)).promote()).isFalse();
        assertThat(judge(Measured.of("v2", 10.4).agreement(0.98)).promote()).isFalse();
        assertThat(judge(Measured.of("v2", 10.2).agreement(0.98).recall(0.7)).promote())
                .isFalse();
    }

    @Test
    void comparesOnlyLikeWithLike() {
        assertThatThrownBy(() -> judge(Measured.of("v2", 5).revision(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> judge(Measured.of("v2", 5).extractor("other")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private PromotionRule.Verdict judge(Measured candidate) {
        return rule.judge(stable.figures(), candidate.figures());
    }
}
