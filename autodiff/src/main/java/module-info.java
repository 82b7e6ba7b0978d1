/** Tensors with reverse-mode gradients, and nothing else. */
module org.hypnos.autodiff {
    requires transitive com.google.common;
    requires transitive org.apache.commons.rng.api;
    requires org.apache.commons.rng.simple;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports org.hypnos.autodiff;
    exports org.hypnos.autodiff.layers;
}
