package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hypnos.autodiff.UpdateRule;
import org.hypnos.core.inference.Schedule;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    @Test
    void eachHasItsRule() {
        assertThat(List.of(
                        Optimizer.sgd(0.5),
                        Optimizer.momentum(0.5, 0.9),
                        Optimizer.nesterov(0.5, 0.9),
                        Optimizer.rmsProp(0.5),
                        Optimizer.adagrad(0.5),
                        Optimizer.adadelta(0.5),
                        Optimizer.adam(0.5),
                        Optimizer.adamW(0.5, 0.01)))
                .extracting(Optimizer::rule)
                .containsExactly(
                        new UpdateRule.Gradient(),
                        new UpdateRule.Momentum(0.9),
                        new UpdateRule.Nesterov(0.9),
                        new UpdateRule.RmsProp(0.9, 1e-8),
                        new UpdateRule.Adagrad(1e-10),
                        new UpdateRule.Adadelta(0.95, 1e-6),
                        new UpdateRule.Adam(0.9, 0.999, 1e-8),
                        new UpdateRule.Adam(0.9, 0.999, 1e-8, 0.01));
    }

    @Test
    void aNumberIsAConstantRate() {
        assertThat(Optimizer.adagrad(0.5).rate()).isEqualTo(Schedule.constant(0.5));
        assertThat(Optimizer.adagrad(0.5).withRate(Schedule.cosine(1, 10)).rate())
                .isEqualTo(Schedule.cosine(1, 10));
    }
}
