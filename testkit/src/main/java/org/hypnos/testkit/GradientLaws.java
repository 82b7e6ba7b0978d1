package org.hypnos.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Reparameterized;

/** Gradients are those that differences give. */
public interface GradientLaws {
    /** An inverse or a sum may cancel most of the digits that FLOAT32 has. */
    double SINGLE_PRECISION = 1e-2;

    /**
     * In both types; for the parameters and, if the support is continuous, for the value, where differences can be trusted.
     *
     * @param trial of any distribution
     */
    @Property(tries = 30, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void gradientsOfTheLogProbAgreeWithDifferences(@ForAll("trials") Trial trial) {
        Optional<Coordinates> continuous = Coordinates.of(trial.distribution().support());
        Optional<Tensor> point = continuous.map(coordinates -> SmoothPoint.of(trial, coordinates));
        for (DType dtype : DType.values()) {
            if (continuous.isPresent()) {
                check(
                        dtype,
                        trial,
                        in -> {
                            Tensor value = continuous.get().events(in[in.length - 1]);
                            return trial.distribution(Arrays.copyOf(in, in.length - 1))
                                    .logProb(value);
                        },
                        point.stream());
            } else {
                Tensor draw = trial.draw(Shape.of(2));
                check(dtype, trial, in -> trial.distribution(in).logProb(draw.to(in[0].dtype())), Stream.of());
            }
        }
    }

    /**
     * In FLOAT64, since the same key need not draw the same in both types. Nothing to show for a distribution whose draws have no
     * gradients.
     *
     * @param trial of a {@link Reparameterized} distribution; others pass
     */
    @Property(tries = 30, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void gradientsOfDrawsAgreeWithDifferences(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Reparameterized) {
            check(
                    DType.FLOAT64,
                    trial,
                    in -> {
                        Reparameterized distribution = (Reparameterized) trial.distribution(in);
                        return distribution.rsample(RandomStream.of(trial.key()), Shape.of(2));
                    },
                    Stream.of());
        }
    }

    /** At the trial's parameters and {@code others} behind them. */
    private static void check(DType dtype, Trial trial, Function<Tensor[], Tensor> result, Stream<Tensor> others) {
        Tensor[] at = Stream.concat(trial.parameters().stream(), others)
                .map(tensor -> tensor.to(dtype))
                .toArray(Tensor[]::new);
        GradientCheck.Report report = GradientCheck.check(trial.key(), result, at);
        report.requireWithin(dtype == DType.FLOAT64 ? report.tolerance() : SINGLE_PRECISION);
    }
}
