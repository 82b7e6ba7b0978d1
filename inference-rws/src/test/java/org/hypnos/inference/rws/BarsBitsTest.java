package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;

import org.hypnos.autodiff.Engine;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.TrainingOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One digest of trained parameters: the same on every JDK, with every engine, on any number of threads. */
@Tag("bits")
class BarsBitsTest {
    private static final String DIGEST = "7cc5bbdb8278e0ac49ec2f59c32bc0ae2348ce70a75e1f1d419f17ffb8681096";

    @ParameterizedTest
    @CsvSource({"plain, 1", "auto, 1", "auto, 2", "plain, 3", "auto, 8"})
    void twoHundredStepsEndAtTheseBits(String engine, int threads) {
        BarsNetwork network = new BarsNetwork(1);
        TrainingOptions options = TrainingOptions.of(1, 100)
                .withEngine(Engine.named(engine))
                .withThreads(threads)
                .withOptimizer(Optimizer.adam(0.01));
        ReweightedWakeSleep algorithm = new ReweightedWakeSleep(network.model, network.guide, 5, 0.5, 3);
        assertThat(network.train(algorithm, options, 200).step()).isEqualTo(199);
        assertThat(network.digest()).isEqualTo(DIGEST);
    }
}
