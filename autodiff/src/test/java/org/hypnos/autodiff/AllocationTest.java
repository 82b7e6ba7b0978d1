package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What a step allocates does not grow with its arrays. Each size runs in a JVM of its own that interprets, since what a
 * compiler leaves out differs from run to run.
 */
class AllocationTest {
    private static final int WARM_UP = 3;

    /** Twice the particles and twice the width, on the same tape. */
    @Test
    void doublingAllExtentsChangesTheBytesOfAStepByLessThanAKilobyte() throws IOException, InterruptedException {
        assertThat(Math.abs(bytesOfAStep(10, 64) - bytesOfAStep(5, 32))).isLessThan(1024);
    }

    private static long bytesOfAStep(int particles, int width) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xint",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllocationTest.class.getName(),
                        Integer.toString(particles),
                        Integer.toString(width))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Long.parseLong(output.strip());
    }

    /** Prints the bytes that the last of some steps allocated. */
    public static void main(String[] arguments) {
        Net net = new Net(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        for (int step = 0; step < WARM_UP; step++) {
            net.step();
        }
        var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        net.step();
        System.out.println(thread.getCurrentThreadAllocatedBytes() - before);
    }

    /**
     * Two affine maps under Bernoulli log-probabilities, drawn between, units drawn and scored one after the other, and the
     * moves of two parameters.
     */
    private static final class Net {
        private static final int DATA = 7;

        private final int particles;
        private final Workspace workspace = new Workspace(Engine.plain());
        private final Parameter w;
        private final Parameter b;
        private final Descent ofW;
        private final Descent ofB;
        private final Tensor x;
        private long step;

        Net(int particles, int width) {
            this.particles = particles;
            Tensor like = Tensor.scalar(DType.FLOAT32, 0);
            RandomStream random = RandomStream.of(1);
            w = new Parameter("w", random.normal(Shape.of(width, width), like));
            b = new Parameter("b", Tensor.zeros(DType.FLOAT32, Shape.of(width)));
            ofW = new Descent(w, new UpdateRule.Adam(0.9, 0.999, 1e-8));
            ofB = new Descent(b, new UpdateRule.Adam(0.9, 0.999, 1e-8));
            x = random.bernoulli(Shape.of(DATA, width), Tensor.full(DType.FLOAT32, Shape.of(DATA, width), -2));
        }

        void step() {
            workspace.reset();
            Tape tape = new Tape(workspace);
            Tensor logits = workspace.adopt(x).affine(tape.watch(w), tape.watch(b));
            RandomStream random = RandomStream.of(1, step++, "h").rows(0, particles, 0, DATA);
            Tensor h = random.bernoulli(Shape.of(particles).concat(logits.shape()), logits);
            Tensor back = h.affine(tape.watch(w), tape.watch(b));
            Tensor logProb = back.bernoulliLogProb(workspace.adopt(x), 1)
                    .add(logits.bernoulliLogProb(h, 1))
                    .add(autoregressive(logits, tape.watch(b), tape.watch(w)));
            Tensor weights = logProb.detach().softmax(0);
            Gradients gradients =
                    tape.gradients(weights.mul(logProb).sum(0).mean().neg());
            move(ofW, gradients);
            move(ofB, gradients);
        }

        /** Draws by the weights in both forms, and the log-probability of one draw. */
        private Tensor autoregressive(Tensor logits, Tensor bias, Tensor weights) {
            RandomStream random = RandomStream.of(2, step, "g").rows(0, particles, 0, DATA);
            Tensor uniform = random.uniform(Shape.of(particles).concat(logits.shape()), logits);
            Tensor first = Autoregressive.draw(uniform, logits, weights);
            Tensor draw = Autoregressive.nadeDraw(first.mul(uniform), logits, bias, weights, weights);
            return logits.add(Autoregressive.nadeLogits(draw, bias, weights, weights))
                    .bernoulliLogProb(draw, 1);
        }

        private void move(Descent descent, Gradients gradients) {
            descent.begin(gradients.terms(descent.parameter()), 1e-3);
            for (int panel = 0; panel < descent.panels(); panel++) {
                descent.run(panel, workspace);
            }
        }
    }
}
