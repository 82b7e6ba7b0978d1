package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Compose;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Gamma;
import org.hypnos.distributions.LowerCholesky;
import org.hypnos.distributions.MixtureSameFamily;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.Permute;
import org.hypnos.distributions.Poisson;
import org.hypnos.distributions.StickBreaking;
import org.hypnos.distributions.Transform;
import org.hypnos.distributions.TransformedDistribution;

/** Distributions made of others. */
final class CombinatorCases {
    private static final Range<Double> LOCATIONS = Range.closed(-3.0, 3.0);
    private static final Range<Double> SCALES = Range.closed(0.2, 3.0);

    private CombinatorCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.<DistributionCase>builder()
                .addAll(independent())
                .addAll(ofSingleNumbers())
                .addAll(ofVectors())
                .addAll(mixtures())
                .build();
    }

    private static Distribution normal(ImmutableList<Tensor> in) {
        return new Normal(in.get(0), in.get(1));
    }

    private static ImmutableList<DistributionCase> independent() {
        return ImmutableList.of(
                new DistributionCase(
                        "Independent Bernoulli",
                        TensorArbitraries.tensors(1, 3).map(ImmutableList::of),
                        in -> new Bernoulli(in.get(0)).toEvent(1)),
                new DistributionCase(
                        "Independent Normal",
                        TensorArbitraries.broadcastable(1, 2, LOCATIONS, SCALES),
                        in -> normal(in).toEvent(1)),
                new DistributionCase(
                        "Independent Gamma",
                        parameters(Shape.of(3)),
                        in -> new Gamma(in.get(0).add(2), in.get(1)).toEvent(1)));
    }

    private static ImmutableList<DistributionCase> ofSingleNumbers() {
        return ImmutableList.of(
                transformed(new Monotone.Exp())
                        .withExtreme(0, 1e-30)
                        .withExtreme(-600, 1e-3)
                        .withExtreme(600, 1e-3),
                transformed(new Monotone.Sigmoid()).withExtreme(800, 1).withExtreme(-800, 1),
                transformed(new Monotone.Tanh()).withExtreme(800, 1).withExtreme(-800, 1),
                transformed(new Monotone.Softplus()).withExtreme(1e30, 1e20).withExtreme(-600, 1e-3),
                new DistributionCase(
                        "Affine Normal",
                        TensorArbitraries.broadcastable(0, 2, LOCATIONS, SCALES, LOCATIONS, SCALES),
                        in -> TransformedDistribution.of(
                                repeated(in),
                                new Monotone.Affine(in.get(2), in.get(3).neg()))),
                new DistributionCase(
                        "Softplus Gamma",
                        TensorArbitraries.broadcastable(0, 2, Range.closed(1.0, 4.0), SCALES),
                        in -> TransformedDistribution.of(new Gamma(in.get(0), in.get(1)), new Monotone.Softplus())));
    }

    /** With the batch shape of all parameters. */
    private static Distribution repeated(ImmutableList<Tensor> in) {
        Shape joint = Shape.SCALAR;
        for (Tensor parameter : in) {
            joint = joint.broadcast(parameter.shape());
        }
        return new Normal(in.get(0).broadcastTo(joint), in.get(1));
    }

    private static DistributionCase transformed(Transform transform) {
        return new DistributionCase(
                transform.getClass().getSimpleName() + " Normal",
                TensorArbitraries.broadcastable(0, 2, LOCATIONS, SCALES),
                in -> TransformedDistribution.of(normal(in), transform));
    }

    private static ImmutableList<DistributionCase> ofVectors() {
        return ImmutableList.of(
                ofVectors("StickBreaking Normal", 3, new StickBreaking()),
                ofVectors("LowerCholesky Normal", 6, new LowerCholesky()),
                ofVectors("Permute Normal", 4, Permute.of(2, 0, 3, 1)),
                ofVectors("Compose Normal", 3, Compose.of(new Monotone.Tanh(), new StickBreaking())));
    }

    private static DistributionCase ofVectors(String name, int n, Transform transform) {
        return new DistributionCase(
                name,
                parameters(Shape.of(n)),
                in -> TransformedDistribution.of(normal(in).toEvent(1), transform));
    }

    /** A location and a scale for normal distributions of shape {@code last}, and maybe a batch's axis in front. */
    private static Arbitrary<ImmutableList<Tensor>> parameters(Shape last) {
        return TensorArbitraries.shapes(0, 1)
                .map(front -> front.concat(last))
                .flatMap(shape -> Combinators.combine(
                                TensorArbitraries.tensors(shape, -1, 1), TensorArbitraries.tensors(last, 0.5, 2))
                        .as(ImmutableList::of));
    }

    private static ImmutableList<DistributionCase> mixtures() {
        Arbitrary<ImmutableList<Tensor>> components = parameters(Shape.of(3));
        return ImmutableList.of(
                new DistributionCase(
                        "MixtureSameFamily of Normals",
                        components,
                        in -> MixtureSameFamily.of(in.get(0).mul(2), normal(in))),
                new DistributionCase(
                        "MixtureSameFamily of Gammas",
                        parameters(Shape.of(2)),
                        in -> MixtureSameFamily.of(
                                in.get(0), new Gamma(in.get(1).add(1), in.get(1)))),
                new DistributionCase(
                        "MixtureSameFamily of Poissons",
                        parameters(Shape.of(2)),
                        in -> MixtureSameFamily.of(in.get(0), new Poisson(in.get(1)))),
                new DistributionCase(
                        "MixtureSameFamily of Bernoullis",
                        components,
                        in -> MixtureSameFamily.of(in.get(1), new Bernoulli(in.get(0)))),
                new DistributionCase(
                        "MixtureSameFamily of vectors",
                        parameters(Shape.of(3, 2)),
                        in -> MixtureSameFamily.of(in.get(1).sum(-1), normal(in).toEvent(1))));
    }
}
