package org.hypnos.core.audit;

/** What a gradient should be the gradient of; each a mean over the data, in nats. */
public enum Target {
    /** -log p(x), for theta. */
    EVIDENCE("theta", "-log p(x)"),

    /** KL(p||q), inclusive, between the posterior and the guide on the data, for phi: its gradient is E_p(h given x)[-grad log q(h given x)]. */
    WAKE_PHI("phi", "KL(p||q) on the data"),

    /** The same on the model's own x: E_p(x, h)[-log q(h given x)], for phi. */
    SLEEP_PHI("phi", "KL(p||q) on dreams");

    private final String side;
    private final String text;

    Target(String side, String text) {
        this.side = side;
        this.text = text;
    }

    /** {@return whose parameters move: theta or phi} */
    public String side() {
        return side;
    }

    @Override
    public String toString() {
        return text;
    }
}
