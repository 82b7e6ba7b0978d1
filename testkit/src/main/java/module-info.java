/** Laws and arbitraries to test primitives, distributions, programs and plugins with. */
module org.hypnos.testkit {
    requires transitive org.hypnos.core;
    requires transitive net.jqwik.api;
    requires transitive org.junit.jupiter.api;
    requires com.google.common;
    requires org.assertj.core;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports org.hypnos.testkit;

    opens org.hypnos.testkit;
}
