module example.elbo {
    requires org.hypnos.core;
    requires com.google.common;

    provides org.hypnos.core.inference.InferenceProvider with
            example.elbo.ElboProvider;
}
