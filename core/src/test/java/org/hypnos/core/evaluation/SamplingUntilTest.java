package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More draws until an interval is narrow enough, and who hears of them. */
class SamplingUntilTest {
    private static final SmallNetwork NETWORK = SmallNetwork.of(DType.FLOAT32, 2, 4, 6);
    private static final Dataset DATA =
            Dataset.of(Map.of("x", RandomStream.of(1).bernoulli(Shape.of(23, 6), Tensor.scalar(DType.FLOAT32, 0))));

    private static ImportanceSampling sampling(int samples, int threads) {
        return new ImportanceSampling(NETWORK.model(), NETWORK.guide(), DATA, samples, 4, Engine.fastest(), threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 50, 75})
    void theResultIsThatOfAsManyDrawsAtOnce(int first) {
        ImportanceNll nll = ImportanceNll.until(0.03, 100_000, sampling(first, 2));
        assertThat(nll.monteCarlo().halfWidth()).isLessThanOrEqualTo(0.03);
        assertThat(nll.samples()).isGreaterThan(first);
        assertThat(nll).isEqualTo(ImportanceNll.of(sampling(nll.samples(), 1)));
        int fewer = nll.samples() / 2;
        assertThat(ImportanceNll.of(sampling(fewer, 1)).monteCarlo().halfWidth())
                .isGreaterThan(0.03);

        Elbo elbo = Elbo.until(0.1, 100_000, sampling(first, 3));
        assertThat(elbo.monteCarlo().halfWidth()).isLessThanOrEqualTo(0.1);
        assertThat(elbo).isEqualTo(Elbo.of(sampling(elbo.samples(), 1)));
    }

    @Test
    void thereAreNoMoreThanTheMost() {
        assertThat(ImportanceNll.until(1e-9, 130, sampling(50, 1))).isEqualTo(ImportanceNll.of(sampling(130, 1)));
        assertThat(Elbo.until(1e-9, 50, sampling(50, 1))).isEqualTo(Elbo.of(sampling(50, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportanceNll.until(1, 49, sampling(50, 1)))
                .withMessageContaining("begins with 50 draws, more than the most, 49");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aListenerHearsOfAllDrawsAndChangesNoBits(int threads) {
        List<Long> drawn = new CopyOnWriteArrayList<>();
        List<Long> all = new CopyOnWriteArrayList<>();
        ImportanceSampling heard = sampling(50, threads).withListener((done, of) -> {
            drawn.add(done);
            all.add(of);
        });
        assertThat(ImportanceNll.until(1e-9, 150, heard)).isEqualTo(ImportanceNll.of(sampling(150, 1)));
        assertThat(drawn).doesNotHaveDuplicates();
        assertThat(Collections.max(drawn)).isEqualTo(150L * 23);
        assertThat(all).containsOnly(50L * 23, 100L * 23, 150L * 23);
        assertThat(Collections.min(drawn)).isBetween(50L * 3, 50L * 10);
    }
}
