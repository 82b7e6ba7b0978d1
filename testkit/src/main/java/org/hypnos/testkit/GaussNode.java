package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;

/** A node in (-1, 1) of Gauss's rule, and its weight. */
record GaussNode(double at, double weight) {
    /**
     * The rule with {@code n} nodes, exact for polynomials of degree 2 n - 1.
     *
     * <p>They are the roots of Legendre's polynomial, found by Newton's method; weights are 2 / ((1 - x^2) P'(x)^2).
     */
    static ImmutableList<GaussNode> rule(int n) {
        ImmutableList.Builder<GaussNode> nodes = ImmutableList.builder();
        for (int i = 0; i < n; i++) {
            double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 0;
            for (int step = 0; step < 20; step++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = n * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            nodes.add(new GaussNode(x, 2 / ((1 - x * x) * slope * slope)));
        }
        return nodes.build();
    }
}
