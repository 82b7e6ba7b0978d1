/** The wake-sleep algorithm. */
module org.hypnos.inference.ws {
    requires org.hypnos.core;
    requires com.google.common;
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;

    exports org.hypnos.inference.ws;

    provides org.hypnos.core.inference.InferenceProvider with
            org.hypnos.inference.ws.WakeSleepProvider;
}
