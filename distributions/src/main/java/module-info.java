/** Distributions with reparameterised draws and log-probabilities that carry gradients. */
module org.hypnos.distributions {
    requires transitive org.hypnos.autodiff;
    requires com.google.common;
    requires org.apache.commons.numbers.gamma;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.sampling;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports org.hypnos.distributions;
    exports org.hypnos.distributions.layers;
}
