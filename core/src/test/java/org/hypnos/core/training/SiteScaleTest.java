package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

/** The model's mean of 0, which each datum x pulls to itself by x times its scale. */
class SiteScaleTest {
    private final SmallTraining small = new SmallTraining(0, 1);

    private static TrainingOptions options() {
        return SmallTraining.options(4, 0.5).withShardSize(3);
    }

    private static Dataset masked() {
        return Dataset.of(ImmutableMap.of(
                "x", Tensor.of(DType.FLOAT64, Shape.of(4), 1, 2, 3, 4),
                "mask", Tensor.of(DType.FLOAT64, Shape.of(4), 1, 0, 0, 1)));
    }

    private void assertRefused(Dataset data, TrainingOptions options, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.run(small.wake(), data, options, 1))
                .withMessage(message);
    }

    private static double loss(double x) {
        return x * x / 2 + Math.log(2 * Math.PI) / 2;
    }

    @Test
    void aNumberMultipliesALogProbability() {
        StepReport report = small.run(
                small.wake(), SmallTraining.data(1, 2, 3, 4), options().withScale("x", 0.25), 1);
        assertThat(small.mean.value().item()).isCloseTo(0.5 * 0.25 * 2.5, within(1e-15));
        double mean = 0.25 * (loss(1) + loss(2) + loss(3) + loss(4)) / 4;
        assertThat(report.thetaLoss().orElseThrow()).isCloseTo(mean, within(1e-14));
    }

    @Test
    void aTensorOfTheDataIsAMask() {
        StepReport report = small.run(small.wake(), masked(), options().withScale("x", "mask"), 1);
        assertThat(small.mean.value().item()).isCloseTo(0.5 * (1 + 4) / 4, within(1e-15));
        assertThat(report.thetaLoss().orElseThrow()).isCloseTo((loss(1) + loss(4)) / 4, within(1e-14));
    }

    @Test
    void aMaskMayBeAnInput() {
        Dataset data = masked().withInputs(Set.of("mask"));
        small.run(small.wake(), data, options().withScale("x", "mask"), 1);
        assertThat(small.mean.value().item()).isCloseTo(0.5 * (1 + 4) / 4, within(1e-15));
    }

    @Test
    void theLastScaleOfASiteCounts() {
        TrainingOptions options = options().withScale("x", "mask").withScale("x", 2);
        assertThat(options.scale()).containsOnly(Map.entry("x", new SiteScale.Factor(2)));
    }

    @Test
    void slipsAreNamed() {
        assertRefused(
                SmallTraining.data(1),
                options().withScale("xx", 2),
                "the scale of site 'xx' has no site; did you mean 'x'? there are [x]");
        assertRefused(
                masked(),
                options().withScale("x", "mass"),
                "the scale of site 'x' is not among the data as 'mass'; did you mean 'mask'? there are [x, mask]");
        Dataset wide = Dataset.of(ImmutableMap.of(
                "x", Tensor.of(DType.FLOAT64, Shape.of(2), 1, 2),
                "mask", Tensor.of(DType.FLOAT64, Shape.of(2, 2), 1, 1, 1, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.run(small.wake(), wide, options().withScale("x", "mask"), 1))
                .withMessageStartingWith(
                        "the scale 'mask' of site 'x' needs the shape [data], one number for each datum; found [");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options().withScale("x", Double.NaN))
                .withMessage("a site's scale must be finite, found NaN");
    }
}
