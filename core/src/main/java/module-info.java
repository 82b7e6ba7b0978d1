/** Programs, inference algorithms as plugins, training and evaluation. */
module org.hypnos.core {
    requires transitive org.hypnos.distributions;
    requires com.google.common;
    requires com.google.gson;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports org.hypnos.core;
    exports org.hypnos.core.inference;
    exports org.hypnos.core.training;
    exports org.hypnos.core.evaluation;
    exports org.hypnos.core.audit;
    exports org.hypnos.core.io;
    exports org.hypnos.core.run;

    uses org.hypnos.core.inference.InferenceProvider;
}
