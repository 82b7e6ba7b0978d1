package org.hypnos.distributions.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Mlp;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.LowerCholesky;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.Reparameterized;
import org.junit.jupiter.api.Test;

class GaussianLayersTest {
    private static final Tensor ABOVE = Units.normal(1, Shape.of(5, 3));

    private static Mlp network(Units.Store store, int outputs) {
        return Mlp.create(store, "h", Initializer.zeros(), Tensor::tanh, 3, 4, outputs);
    }

    @Test
    void diagonalIsNormalWithTheNetworksOutputs() {
        DiagonalGaussian layer = new DiagonalGaussian(network(new Units.Store(), 4), new Monotone.Softplus());
        Tensor outputs = layer.network().apply(Parameter::value, ABOVE);
        Distribution normal =
                new Normal(outputs.slice(-1, 0, 2), outputs.slice(-1, 2, 4).softplus());
        Tensor x = Units.normal(2, Shape.of(5, 2));
        Distribution given = layer.given(Parameter::value, ABOVE);
        assertThat(given).isInstanceOf(Reparameterized.class);
        assertThat(given.batchShape()).isEqualTo(Shape.of(5));
        assertThat(given.eventShape()).isEqualTo(Shape.of(2));
        assertThat(given.logProb(x).toDoubles())
                .containsExactly(normal.logProb(x).sum(-1).toDoubles(), within(1e-14));
    }

    /** x1 = m1 + a z1 and x2 = m2 + b z1 + c z2, from outputs m1, m2, a, b, c. */
    @Test
    void fullIsNormalWithTheNetworksCovariance() {
        FullGaussian layer = new FullGaussian(network(new Units.Store(), 5), new LowerCholesky());
        Tensor outputs = layer.network().apply(Parameter::value, ABOVE);
        Tensor x = Units.normal(2, Shape.of(5, 2));
        Distribution given = layer.given(Parameter::value, ABOVE);
        assertThat(given).isInstanceOf(Reparameterized.class);
        double[] logProb = given.logProb(x).toDoubles();
        for (int row = 0; row < 5; row++) {
            double a = Math.exp(outputs.get(row * 5 + 2));
            double c = Math.exp(outputs.get(row * 5 + 4));
            double z1 = (x.get(row * 2) - outputs.get(row * 5)) / a;
            double z2 = (x.get(row * 2 + 1) - outputs.get(row * 5 + 1) - outputs.get(row * 5 + 3) * z1) / c;
            double expected = -(z1 * z1 + z2 * z2) / 2 - Math.log(a * c) - Math.log(2 * Math.PI);
            assertThat(logProb[row]).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void gradientsReachTheNetworkThroughScoresAndDraws() {
        Units.Store diagonal = new Units.Store();
        checkGradients(diagonal, new DiagonalGaussian(network(diagonal, 4), new Monotone.Exp()));
        Units.Store full = new Units.Store();
        checkGradients(full, new FullGaussian(network(full, 5), new LowerCholesky(new Monotone.Softplus())));
    }

    private static void checkGradients(Units.Store store, Layer layer) {
        Tensor x = Units.normal(2, Shape.of(5, 2));
        Tensor[] values = store.parameters.stream().map(Parameter::value).toArray(Tensor[]::new);
        GradientCheck.check(
                        3,
                        in -> layer.given(p -> in[store.parameters.indexOf(p)], ABOVE)
                                .logProb(x),
                        values)
                .requireRight();
        GradientCheck.check(
                        4,
                        in -> ((Reparameterized) layer.given(p -> in[store.parameters.indexOf(p)], ABOVE))
                                .rsample(RandomStream.of(5), Shape.SCALAR),
                        values)
                .requireRight();
    }

    @Test
    void slipsAreNamed() {
        assertThatThrownBy(() -> new DiagonalGaussian(network(new Units.Store(), 4), new Monotone.Tanh()))
                .hasMessageStartingWith(
                        "DiagonalGaussian needs deviations of positive numbers, found Tanh[], which gives");
        assertThatThrownBy(() -> new DiagonalGaussian(network(new Units.Store(), 5), new Monotone.Exp()))
                .hasMessage("DiagonalGaussian needs 2 outputs for each unit, found 5 in all");
        assertThatThrownBy(() -> new FullGaussian(network(new Units.Store(), 4), new LowerCholesky()))
                .hasMessage("FullGaussian needs n (n + 3) / 2 outputs for n units: 2, 5, 9, 14, ..., found 4");
    }
}
