package org.hypnos.distributions;

import org.hypnos.autodiff.Tensor;

/**
 * Gradients of expectations over draws that are not differentiable: grad E_q[f] = E_q[f grad log q], if f does not depend on
 * q's parameters (Williams, Simple statistical gradient-following algorithms for connectionist reinforcement learning, 1992).
 */
public final class ScoreFunction {
    private ScoreFunction() {}

    /**
     * {@return the term whose gradient is f grad log q, an unbiased estimate of grad E_q[f] at each draw; its value means
     * nothing}
     *
     * @param logProb log q of draws in nats; the draws are constants
     * @param f at the draws, of the same shape or one that broadcasts with it; its own gradient is not followed
     */
    public static Tensor surrogate(Tensor logProb, Tensor f) {
        return f.detach().mul(logProb);
    }

    /**
     * {@return the same with f - baseline for f: a gradient of the same expectation, and of less variance where the baseline is
     * near f}
     *
     * @param logProb log q of draws in nats
     * @param f at the draws
     * @param baseline what does not depend on the draw that it stands beside, such as a running mean or a learned guess
     */
    public static Tensor surrogate(Tensor logProb, Tensor f, Tensor baseline) {
        return surrogate(logProb, f.detach().sub(baseline.detach()));
    }
}
