package org.hypnos.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Reparameterized;

/** Gradients are those that differences give. */
public interface GradientLaws {
    /** For the parameters and, if the support is continuous, for the value; where differences can be trusted. */
    @Property(tries = 30, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void gradientsOfTheLogProbAgreeWithDifferences(@ForAll("trials") Trial trial) {
        Optional<Coordinates> continuous = Coordinates.of(trial.distribution().support());
        if (continuous.isPresent()) {
            Tensor point = SmoothPoint.of(trial, continuous.get());
            check(
                    trial,
                    in -> trial.distribution(parameters(in))
                            .logProb(continuous.get().events(in[in.length - 1])),
                    point);
        } else {
            Tensor draw = trial.draw(Shape.of(2));
            check(trial, in -> trial.distribution(in).logProb(draw));
        }
    }

    private static Tensor[] parameters(Tensor... in) {
        return Arrays.copyOf(in, in.length - 1);
    }

    /** Nothing to show for a distribution whose draws have no gradients. */
    @Property(tries = 30, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void gradientsOfDrawsAgreeWithDifferences(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Reparameterized) {
            check(
                    trial,
                    in -> ((Reparameterized) trial.distribution(in))
                            .rsample(RandomStream.of(trial.key()), Shape.of(2)));
        }
    }

    /** At the trial's parameters and {@code others} behind them. */
    private static void check(Trial trial, Function<Tensor[], Tensor> result, Tensor... others) {
        Tensor[] at = Stream.concat(trial.parameters().stream(), Arrays.stream(others))
                .toArray(Tensor[]::new);
        GradientCheck.check(trial.key(), result, at).requireRight();
    }
}
