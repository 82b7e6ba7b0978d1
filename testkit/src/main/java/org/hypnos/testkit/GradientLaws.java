package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
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
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void gradientsOfTheLogProbAgreeWithDifferences(@ForAll("trials") Trial trial) {
        Tensor draw = trial.draw(Shape.of(2));
        check(trial, in -> trial.distribution(ImmutableList.copyOf(in)).logProb(draw));
    }

    /** Nothing to show for a distribution whose draws have no gradients. */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void gradientsOfDrawsAgreeWithDifferences(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Reparameterized) {
            check(
                    trial,
                    in -> ((Reparameterized) trial.distribution(ImmutableList.copyOf(in)))
                            .rsample(RandomStream.of(trial.key()), Shape.of(2)));
        }
    }

    private static void check(Trial trial, Function<Tensor[], Tensor> result) {
        GradientCheck.check(trial.key(), result, trial.parameters().toArray(new Tensor[0]))
                .requireRight();
    }
}
