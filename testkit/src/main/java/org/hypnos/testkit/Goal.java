package org.hypnos.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.Tensor;

/** A loss of two programs, by enumeration, that an algorithm means to go down. */
@FunctionalInterface
public interface Goal {
    /**
     * {@return the loss in nats, a single number}
     *
     * @param enumeration log-probabilities of all that the two programs can draw
     */
    Tensor loss(Enumeration enumeration);

    /** {@return -log p(x)} */
    static Goal evidence() {
        return all -> all.logJoint().logSumExp(0).neg();
    }

    /** {@return -ELBO = E_q[log q(h given x) - log p(x, h)], which is KL(q||p), exclusive, less log p(x)} */
    static Goal negativeElbo() {
        return all ->
                all.logGuide().exp().mul(all.logGuide().sub(all.logJoint())).sum();
    }

    /**
     * {@return minus the bound by K particles, E_q[log (1/K) sum_k p(x, h_k) / q(h_k given x)] (Burda, Grosse, Salakhutdinov
     * 2016)}
     *
     * @param particles K, from 1 to 5
     */
    static Goal negativeBound(int particles) {
        checkArgument(particles >= 1 && particles <= 5, "1 to 5 particles can be enumerated, found %s", particles);
        return all -> {
            int states = all.logJoint().shape().size();
            Tensor[] logWeights = new Tensor[particles];
            Tensor logProb = all.logGuide().constant(0);
            for (int k = 0; k < particles; k++) {
                int[] state = digits(states, particles, k);
                Tensor logGuide = all.logGuide().rows(state);
                logWeights[k] = all.logJoint().rows(state).sub(logGuide);
                logProb = logProb.add(logGuide);
            }
            Tensor bound = Tensor.stack(0, logWeights).logSumExp(0).sub(StrictMath.log(particles));
            return logProb.exp().mul(bound).sum().neg();
        };
    }

    /** Digit number {@code k} of all numbers of {@code length} digits. */
    private static int[] digits(int base, int length, int k) {
        int[] digits = new int[(int) StrictMath.pow(base, length)];
        int period = (int) StrictMath.pow(base, k);
        for (int i = 0; i < digits.length; i++) {
            digits[i] = i / period % base;
        }
        return digits;
    }

    /** {@return E_p(h given x)[-log q(h given x)], on the data: KL(p||q), inclusive, plus what does not depend on the guide} */
    static Goal crossEntropyOnData() {
        return all -> {
            Tensor posterior = all.logJoint().sub(all.logJoint().logSumExp(0)).exp();
            return posterior.mul(all.logGuide()).sum().neg();
        };
    }

    /** {@return E_p(x, h)[-log q(h given x)], on dreams} */
    static Goal crossEntropyOnDreams() {
        return all -> all.dreamLogJoint().exp().mul(all.dreamLogGuide()).sum().neg();
    }
}
