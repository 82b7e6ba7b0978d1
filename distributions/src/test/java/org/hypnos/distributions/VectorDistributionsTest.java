package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link MultivariateNormal}, {@link Dirichlet} and {@link RelaxedOneHotCategorical}. */
class VectorDistributionsTest {
    private static final Tensor FACTOR =
            tensor(1.5, 0, 0, -0.4, 0.8, 0, 0.3, 2, 0.5).reshape(Shape.of(3, 3));
    private static final Tensor LOCATION = tensor(1, -2, 0.5);

    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    private static Tensor normal(long key, int... shape) {
        return RandomStream.of(key).normal(Shape.of(shape), Tensor.scalar(DType.FLOAT64, 0));
    }

    /** Of z the density is that of independent normals, and x stretches volumes by det L. */
    @Test
    void theMultivariateNormalMovesIndependentOnes() {
        Tensor z = normal(1, 7, 3);
        Tensor x = z.matmulTransposed(FACTOR).add(LOCATION);
        double[] logProbs = new MultivariateNormal(LOCATION, FACTOR).logProb(x).toDoubles();
        Distribution standard = MultivariateNormal.diagonal(tensor(0, 0, 0), tensor(1, 1, 1));
        double[] expected = standard.logProb(z).sub(Math.log(1.5 * 0.8 * 0.5)).toDoubles();
        assertThat(logProbs).containsExactly(expected, within(1e-12));
    }

    @Test
    void itsDrawsAreThoseMovedNormals() {
        Tensor draws = new MultivariateNormal(LOCATION, FACTOR).rsample(RandomStream.of(2), Shape.of(5));
        double[] expected =
                normal(2, 5, 3).matmulTransposed(FACTOR).add(LOCATION).toDoubles();
        assertThat(draws.toDoubles()).containsExactly(expected, within(1e-14));
    }

    @Test
    void itsMomentsAreThoseOfTheCovariance() {
        Tensor covariance = FACTOR.matmulTransposed(FACTOR);
        MultivariateNormal normal = MultivariateNormal.ofCovariance(LOCATION, covariance);
        assertThat(normal.mean().toDoubles()).containsExactly(1, -2, 0.5);
        assertThat(normal.variance().toDoubles())
                .containsExactly(covariance.diagonal().toDoubles(), within(1e-14));
        double expected = 1.5 * (1 + Math.log(2 * Math.PI)) + Math.log(1.5 * 0.8 * 0.5);
        assertThat(normal.entropy().item()).isCloseTo(expected, within(1e-14));
    }

    /** Shapes of the location's and the factor's leading axes, and of what is in front of the values' batch axes. */
    @ParameterizedTest
    @CsvSource({"'',''", "2,''", "'',2", "2,2", "1,2", "'4,1',2", "'4,2',''", "'4,1','4,2'"})
    void batchesOfMatricesScoreAsOneByOne(String locations, String factors) {
        Tensor location = normal(3, shape(locations, 3));
        Tensor factor = normal(4, shape(factors, 3, 3)).lowerTriangle(-1);
        Tensor scaleTril = factor.add(normal(5, shape(factors, 3)).exp().diagonalMatrix());
        MultivariateNormal normal = new MultivariateNormal(location, scaleTril);
        Shape batch = normal.batchShape();
        Tensor draws = normal.sample(RandomStream.of(6), Shape.of(2, 3));
        assertThat(draws.shape()).isEqualTo(Shape.of(2, 3).concat(batch).concat(Shape.of(3)));
        Tensor logProbs = normal.logProb(draws);
        assertThat(logProbs.shape()).isEqualTo(Shape.of(2, 3).concat(batch));
        Tensor means = normal.mean().reshape(Shape.of(batch.size(), 3));
        Tensor matrices = scaleTril.broadcastTo(batch.concat(Shape.of(3, 3))).reshape(Shape.of(batch.size(), 3, 3));
        Tensor rows = draws.reshape(Shape.of(6 * batch.size(), 3));
        for (int i = 0; i < rows.shape().dim(0); i++) {
            int at = i % batch.size();
            MultivariateNormal one = new MultivariateNormal(
                    means.slice(0, at, at + 1).reshape(Shape.of(3)),
                    matrices.slice(0, at, at + 1).reshape(Shape.of(3, 3)));
            double expected = one.logProb(rows.slice(0, i, i + 1)).item();
            assertThat(logProbs.get(i)).isCloseTo(expected, within(1e-10));
        }
    }

    private static int[] shape(String leading, int... event) {
        Shape shape = Shape.SCALAR;
        for (String extent : Splitter.on(',').split(leading)) {
            shape = extent.isEmpty() ? shape : shape.concat(Shape.of(Integer.parseInt(extent)));
        }
        return shape.concat(Shape.of(event)).toArray();
    }

    @Test
    void gradientsOfTheMultivariateNormalAgreeWithDifferences() {
        Tensor values = normal(7, 4, 1, 3);
        GradientCheck.check(
                        8, in -> new MultivariateNormal(in[1], in[2]).logProb(in[0]), values, normal(9, 2, 3), FACTOR)
                .requireRight();
        GradientCheck.check(
                        10,
                        in -> new MultivariateNormal(in[0], in[1]).rsample(RandomStream.of(11), Shape.of(4)),
                        LOCATION,
                        FACTOR)
                .requireRight();
    }

    @Test
    void slipsOfTheMultivariateNormalAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultivariateNormal(tensor(1, 2), FACTOR))
                .withMessage("MultivariateNormal needs a location [..., n] and a scaleTril [..., n, n], found [2] and"
                        + " [3, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultivariateNormal(LOCATION, FACTOR.neg()))
                .withMessageStartingWith("the diagonal of MultivariateNormal's scaleTril at [0] is -1.5");
    }

    /** x_1 is a beta draw, and so is the next number's part of what is left: the chain rule. */
    @Test
    void theDirichletBreaksAStick() {
        Tensor a = tensor(0.7, 3, 1.2);
        Dirichlet dirichlet = new Dirichlet(a);
        Beta first = new Beta(tensor(0.7), tensor(4.2));
        Beta second = new Beta(tensor(3), tensor(1.2));
        Tensor x = tensor(0.15, 0.6, 0.25);
        double logProb = first.logProb(tensor(0.15)).item()
                + second.logProb(tensor(0.6 / 0.85)).item()
                - Math.log(0.85);
        assertThat(dirichlet.logProb(x).item()).isCloseTo(logProb, within(1e-13));
        double meanLogRest =
                tensor(4.2).digamma().item() - tensor(4.9).digamma().item();
        assertThat(dirichlet.entropy().item())
                .isCloseTo(first.entropy().item() + second.entropy().item() + meanLogRest, within(1e-13));
        assertThat(dirichlet.mean().get(0)).isCloseTo(first.mean().item(), within(1e-15));
        assertThat(dirichlet.variance().get(0)).isCloseTo(first.variance().item(), within(1e-15));
    }

    @Test
    void theDirichletsModeIsInsideOrAtTheEdgeThatTheDensityRisesTo() {
        assertThat(new Dirichlet(tensor(2, 3, 4)).mode().toDoubles())
                .containsExactly(new double[] {1.0 / 6, 2.0 / 6, 3.0 / 6}, within(1e-15));
        assertThat(new Dirichlet(tensor(0.5, 3, 2)).mode().toDoubles())
                .containsExactly(new double[] {0, 2.0 / 3, 1.0 / 3}, within(1e-15));
        assertThat(new Dirichlet(tensor(0.5, 0.9, 0.2)).mode().toDoubles())
                .containsExactly(Double.MIN_NORMAL, 1, Double.MIN_NORMAL);
    }

    @Test
    void theDirichletsGradientsAgreeWithDifferences() {
        Tensor draws = new Dirichlet(tensor(0.7, 3, 1.2)).sample(RandomStream.of(12), Shape.of(5));
        GradientCheck.check(13, in -> new Dirichlet(in[0]).logProb(draws), tensor(0.7, 3, 1.2))
                .requireRight();
        GradientCheck.check(14, in -> new Dirichlet(in[0]).entropy(), tensor(0.7, 3, 1.2))
                .requireRight();
    }

    /** Of two choices, the first number alone is relaxed Bernoulli with the difference of the logits. */
    @Test
    void aConcreteOfTwoChoicesIsARelaxedBernoulli() {
        Tensor first = tensor(0.01, 0.3, 0.5, 0.98);
        Tensor pairs = Tensor.stack(-1, first, first.neg().add(1));
        Tensor temperature = Tensor.scalar(DType.FLOAT64, 0.7);
        double[] concrete = new RelaxedOneHotCategorical(temperature, tensor(1.3, 0.4))
                .logProb(pairs)
                .toDoubles();
        double[] bernoulli = new RelaxedBernoulli(temperature, Tensor.scalar(DType.FLOAT64, 0.9))
                .logProb(first)
                .toDoubles();
        assertThat(concrete).containsExactly(bernoulli, within(1e-13));
    }

    /** Its greatest number is where a one-hot draw would have its one. */
    @Test
    void theGreatestOfAConcreteIsACategorical() {
        Tensor logits = tensor(1, -0.5, 0.2);
        Tensor draws = new RelaxedOneHotCategorical(tensor(0.3).reshape(Shape.SCALAR), logits)
                .sample(RandomStream.of(15), Shape.of(50_000));
        long[] counts = new long[3];
        for (double choice : draws.argmax(-1).toDoubles()) {
            counts[(int) choice]++;
        }
        Goodness.requireFrequencies(counts, logits.softmax(-1).toDoubles());
    }

    @Test
    void temperaturesBroadcastWithLogits() {
        RelaxedOneHotCategorical concrete = new RelaxedOneHotCategorical(tensor(0.5, 1, 2), normal(16, 2, 1, 4));
        assertThat(concrete.batchShape()).isEqualTo(Shape.of(2, 3));
        Tensor draws = concrete.sample(RandomStream.of(17), Shape.of(5));
        assertThat(draws.shape()).isEqualTo(Shape.of(5, 2, 3, 4));
        assertThat(concrete.logProb(draws).shape()).isEqualTo(Shape.of(5, 2, 3));
        GradientCheck.check(
                        18,
                        in -> new RelaxedOneHotCategorical(in[0], in[1]).rsample(RandomStream.of(17), Shape.of(5)),
                        tensor(0.5, 1, 2),
                        normal(16, 2, 1, 4))
                .requireRight();
    }
}
