/** The reweighted wake-sleep algorithm. */
module org.hypnos.inference.rws {
    requires org.hypnos.core;
    requires com.google.common;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports org.hypnos.inference.rws;

    provides org.hypnos.core.inference.InferenceProvider with
            org.hypnos.inference.rws.ReweightedWakeSleepProvider;
}
