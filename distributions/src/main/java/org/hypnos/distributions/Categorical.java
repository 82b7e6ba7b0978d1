package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * One of the whole numbers 0, ..., n - 1; its gradients are by score function.
 *
 * <p>log p(i) = logit_i - log(sum of exp(logit)).
 *
 * @param logits of the batch's shape and an axis of extent n; they need not be normalised
 */
public record Categorical(Tensor logits) implements Distribution {
    public Categorical {
        checkArgument(
                logits.shape().rank() > 0, "Categorical needs logits with an axis of choices, found a single number");
    }

    @Override
    public Shape batchShape() {
        return logits.shape().without(-1);
    }

    @Override
    public Shape eventShape() {
        return Shape.SCALAR;
    }

    @Override
    public Support support() {
        return new Numbers.WholeNumbersBelow(logits.shape().dim(-1));
    }

    /** The first choice at which the cumulated probability exceeds a uniform number. */
    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Shape shape = sampleShape.concat(batchShape());
        Tensor uniform = random.uniform(shape, logits.detach());
        Tensor probabilities = logits.detach().softmax(-1);
        return Tensor.apply(new Choice(), uniform, probabilities);
    }

    @Override
    public Tensor logProb(Tensor value) {
        Shape joint = value.shape().broadcast(batchShape());
        Shape rows = joint.concat(logits.shape().suffix(1));
        return logits.logSoftmax(-1).broadcastTo(rows).gather(value.broadcastTo(joint));
    }

    /** The inverse of the distribution function, from uniform numbers and rows of probabilities that repeat. */
    private record Choice() implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            Tensor probabilities = in[1];
            int n = probabilities.shape().dim(-1);
            int rows = probabilities.shape().size() / n;
            out.fill(i -> choice(in[0].get(i), probabilities, i % rows * n, n));
        }

        private static int choice(double uniform, Tensor probabilities, int at, int n) {
            double cumulated = 0;
            int last = 0;
            for (int choice = 0; choice < n; choice++) {
                double probability = probabilities.get(at + choice);
                cumulated += probability;
                if (uniform < cumulated) {
                    return choice;
                }
                last = probability > 0 ? choice : last; // rounding may leave the sum below the uniform number
            }
            return last;
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.constant(0);
        }
    }
}
