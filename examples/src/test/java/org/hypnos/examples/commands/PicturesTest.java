package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.junit.jupiter.api.Test;

/** Two causes that are as sure as can be: the first makes the left pixels, the second the right ones. */
class PicturesTest {
    private static final int SIDE = 56;
    private static final double[] SURE = {80, -80, 80, -80, -80, 80, -80, 80};

    private static Pictures pictures() {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, 1);
        Parameter weights = theta.create("x/weight", Shape.of(2, 4), Initializer.zeros());
        weights.set(Tensor.of(DType.FLOAT32, Shape.of(2, 4), SURE));
        Tensor even = Tensor.zeros(DType.FLOAT32, Shape.of(2));
        Program model = Program.of(theta, context -> {
            Tensor h = context.sample("h", new Bernoulli(even).toEvent(1));
            context.sample("x", new Bernoulli(h.matmul(context.param(weights))).toEvent(1));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, 1);
        Parameter back = phi.create("h/weight", Shape.of(4, 2), Initializer.zeros());
        back.set(Tensor.of(DType.FLOAT32, Shape.of(4, 2), new double[] {80, -80, -80, 80, 80, -80, -80, 80}));
        Program guide = Program.of(
                phi,
                context ->
                        context.sample("h", new Bernoulli(context.given("x").matmul(context.param(back))).toEvent(1)));
        return new Pictures(model, guide, Engine.named("plain"), 1);
    }

    @Test
    void filtersAreGreyAroundZero() {
        BufferedImage filters = pictures().filters();
        assertThat(filters.getWidth()).isEqualTo(2 * (SIDE + 1) + 1);
        assertThat(grey(filters, 1, 1)).isEqualTo(255);
        assertThat(grey(filters, SIDE, 1)).isZero();
        assertThat(grey(filters, SIDE + 2, 1)).isZero();
        assertThat(grey(filters, 2 * SIDE, 1)).isEqualTo(255);
    }

    @Test
    void fantasiesAreWhatTheModelDreams() {
        Tensor fantasies = pictures().fantasies(20);
        assertThat(fantasies.shape()).isEqualTo(Shape.of(20, 4));
        for (int i = 0; i < 20; i++) {
            assertThat(fantasies.get(4 * i)).isEqualTo(fantasies.get(4 * i + 2));
        }
    }

    @Test
    void reconstructionsStandBelowTheirImages() throws IOException {
        Tensor images = Tensor.of(DType.FLOAT32, Shape.of(2, 4), new double[] {1, 0, 1, 0, 0, 1, 0, 1});
        BufferedImage pairs = pictures().reconstructions(Dataset.of(ImmutableMap.of("x", images)), 50);
        assertThat(pairs.getHeight()).isEqualTo(2 * (SIDE + 1) + 1);
        for (int x = 0; x < pairs.getWidth(); x++) {
            assertThat(grey(pairs, x, SIDE + 3)).isEqualTo(grey(pairs, x, 2));
        }
        assertThat(grey(pairs, 2, 2)).isEqualTo(255);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(ImageGrid.png(pairs)));
        assertThat(grey(read, 2, 2)).isEqualTo(255);
    }

    private static int grey(BufferedImage image, int x, int y) {
        return image.getRaster().getSample(x, y, 0);
    }
}
