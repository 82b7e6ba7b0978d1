package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.util.Arrays;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Beta;
import org.hypnos.distributions.Cauchy;
import org.hypnos.distributions.ChiSquared;
import org.hypnos.distributions.Delta;
import org.hypnos.distributions.Dirichlet;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Exponential;
import org.hypnos.distributions.Gamma;
import org.hypnos.distributions.Gumbel;
import org.hypnos.distributions.HalfCauchy;
import org.hypnos.distributions.HalfNormal;
import org.hypnos.distributions.InverseGamma;
import org.hypnos.distributions.Laplace;
import org.hypnos.distributions.LogNormal;
import org.hypnos.distributions.Logistic;
import org.hypnos.distributions.MultivariateNormal;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.RelaxedBernoulli;
import org.hypnos.distributions.RelaxedOneHotCategorical;
import org.hypnos.distributions.StudentT;
import org.hypnos.distributions.Uniform;

/** The continuous distributions. */
final class ContinuousCases {
    private static final Range<Double> LOCATIONS = Range.closed(-3.0, 3.0);
    private static final Range<Double> SCALES = Range.closed(0.2, 3.0);
    /** Densities rise without bound towards an end of the support for those below 1. */
    private static final Range<Double> CONCENTRATIONS = Range.closed(0.7, 4.0);

    private ContinuousCases() {}

    static ImmutableList<DistributionCase> all() {
        return ImmutableList.<DistributionCase>builder()
                .addAll(ofLocationAndScale())
                .addAll(ofScale())
                .addAll(ofConcentrations())
                .addAll(ofSomethingElse())
                .addAll(ofVectors())
                .build();
    }

    private interface Pair {
        Distribution of(Tensor first, Tensor second);
    }

    private static DistributionCase pair(String name, Range<Double> first, Range<Double> second, Pair distribution) {
        return new DistributionCase(
                name,
                TensorArbitraries.broadcastable(0, 2, first, second),
                in -> distribution.of(in.get(0), in.get(1)));
    }

    private static DistributionCase single(
            String name, Range<Double> range, Function<Tensor, Distribution> distribution) {
        return new DistributionCase(
                name, TensorArbitraries.broadcastable(0, 2, range), in -> distribution.apply(in.get(0)));
    }

    private static ImmutableList<DistributionCase> ofLocationAndScale() {
        return ImmutableList.of(
                locationScale("Normal", Normal::new),
                locationScale("Laplace", Laplace::new),
                locationScale("Logistic", Logistic::new),
                locationScale("Gumbel", Gumbel::new),
                locationScale("Cauchy", Cauchy::new),
                pair("LogNormal", LOCATIONS, Range.closed(0.2, 1.0), LogNormal::new)
                        .withExtreme(0, 1e-30)
                        .withExtreme(800, 1)
                        .withExtreme(-800, 1)
                        .withExtreme(0, 1e30));
    }

    private static DistributionCase locationScale(String name, Pair distribution) {
        return pair(name, LOCATIONS, SCALES, distribution)
                .withExtreme(1, 1e-30)
                .withExtreme(0, 1e-30)
                .withExtreme(0, 1e30)
                .withExtreme(1e30, 1);
    }

    private static ImmutableList<DistributionCase> ofScale() {
        return ImmutableList.of(
                scale("HalfNormal", HalfNormal::new),
                scale("HalfCauchy", HalfCauchy::new),
                scale("Exponential", Exponential::new),
                pair("Uniform", LOCATIONS, SCALES, (low, width) -> new Uniform(low, low.add(width)))
                        .withExtreme(0, 1e-30)
                        .withExtreme(-1e30, 3e30));
    }

    private static DistributionCase scale(String name, Function<Tensor, Distribution> distribution) {
        return single(name, SCALES, distribution).withExtreme(infinite(1e-30)).withExtreme(1e30);
    }

    private static ImmutableList<DistributionCase> ofConcentrations() {
        return ImmutableList.of(
                everywhere(pair("Gamma", CONCENTRATIONS, SCALES, Gamma::new)),
                everywhere(pair("InverseGamma", Range.closed(2.5, 6.0), SCALES, InverseGamma::new)),
                everywhere(pair("Beta", CONCENTRATIONS, CONCENTRATIONS, Beta::new)),
                single("ChiSquared", Range.closed(1.5, 6.0), ChiSquared::new)
                        .withExtreme(1e-30)
                        .withExtreme(1e30));
    }

    /** All pairs of the ends of positive numbers. */
    private static DistributionCase everywhere(DistributionCase subject) {
        return subject.withExtreme(1e-30, 1)
                .withExtreme(1e30, 1)
                .withExtreme(1, 1e-30)
                .withExtreme(1, 1e30)
                .withExtreme(1e-30, 1e-30)
                .withExtreme(1e-30, 1e30)
                .withExtreme(infinite(1e30, 1e-30))
                .withExtreme(1e30, 1e30);
    }

    /** With gradients that FLOAT32 cannot hold. */
    private static DistributionCase.Extreme infinite(double... parameters) {
        return new DistributionCase.Extreme(
                Arrays.stream(parameters)
                        .mapToObj(x -> Tensor.scalar(DType.FLOAT64, x))
                        .collect(ImmutableList.toImmutableList()),
                true);
    }

    private static ImmutableList<DistributionCase> ofSomethingElse() {
        return ImmutableList.of(
                new DistributionCase(
                                "StudentT",
                                TensorArbitraries.broadcastable(0, 2, Range.closed(2.5, 9.0), LOCATIONS, SCALES),
                                in -> new StudentT(in.get(0), in.get(1), in.get(2)))
                        .withExtreme(1e30, 1, 1)
                        .withExtreme(3, 1, 1e-30)
                        .withExtreme(3, 0, 1e30),
                pair("RelaxedBernoulli", Range.closed(0.7, 3.0), LOCATIONS, RelaxedBernoulli::new)
                        .withExtreme(1, 800)
                        .withExtreme(1, -800)
                        .withExtreme(1e-30, 1)
                        .withExtreme(1e30, 1),
                // A point that moved would leave the support empty of draws.
                single("Delta", LOCATIONS, x -> new Delta(x.filled(x.shape(), 1.5))));
    }

    private static ImmutableList<DistributionCase> ofVectors() {
        return ImmutableList.of(
                new DistributionCase(
                                "Dirichlet",
                                vectors(3)
                                        .map(x -> ImmutableList.of(
                                                x.sigmoid().mul(4).add(0.3))),
                                in -> new Dirichlet(in.get(0)))
                        .withExtreme(tensor(1e-30, 1e-30, 1e-30))
                        .withExtreme(tensor(1e30, 1e-30, 1))
                        .withExtreme(tensor(1e30, 1e30, 1e30)),
                new DistributionCase(
                        "MultivariateNormal",
                        Combinators.combine(vectors(2), TensorArbitraries.tensors(Shape.of(2, 2), -1, 1))
                                .as(ImmutableList::of),
                        in -> new MultivariateNormal(in.get(0), scaleTril(in.get(1)))),
                new DistributionCase(
                                "RelaxedOneHotCategorical",
                                Combinators.combine(TensorArbitraries.tensors(Shape.SCALAR, 0.7, 2), vectors(3))
                                        .as(ImmutableList::of),
                                in -> new RelaxedOneHotCategorical(in.get(0), in.get(1)))
                        .withExtreme(tensor(1).reshape(Shape.SCALAR), tensor(800, -800, 0))
                        .withExtreme(tensor(1e-30).reshape(Shape.SCALAR), tensor(1, -1, 0))
                        .withExtreme(tensor(1e30).reshape(Shape.SCALAR), tensor(1, -1, 0)));
    }

    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    /** With an axis in front, or none. */
    private static Arbitrary<Tensor> vectors(int n) {
        return TensorArbitraries.shapes(0, 1)
                .flatMap(front -> TensorArbitraries.tensors(front.concat(Shape.of(n)), -1, 1));
    }

    private static Tensor scaleTril(Tensor any) {
        return any.lowerTriangle(-1).add(any.diagonal().exp().diagonalMatrix());
    }
}
