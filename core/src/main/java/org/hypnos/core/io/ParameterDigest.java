package org.hypnos.core.io;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hypnos.autodiff.Parameter;
import org.hypnos.core.ParameterStore;

/**
 * SHA-256 over parameters sorted by name: the name in UTF-8, each extent of the shape as a 32-bit number, and the values,
 * all little-endian. Two trainings gave the same bits just if their digests are equal.
 */
public final class ParameterDigest {
    private ParameterDigest() {}

    /**
     * {@return the digest of all parameters of {@code stores}, 64 hexadecimal digits}
     *
     * @param stores in any order, as long as no name is in two of them
     */
    public static String sha256(ParameterStore... stores) {
        Hasher hasher = Hashing.sha256().newHasher();
        Stream.of(stores)
                .flatMap(store -> StreamSupport.stream(store.spliterator(), false))
                .sorted(Comparator.comparing(Parameter::name))
                .forEach(parameter -> add(hasher, parameter));
        return hasher.hash().toString();
    }

    /**
     * {@return the digest of one parameter, 64 hexadecimal digits}
     *
     * @param parameter whose name counts too
     */
    public static String sha256(Parameter parameter) {
        Hasher hasher = Hashing.sha256().newHasher();
        add(hasher, parameter);
        return hasher.hash().toString();
    }

    private static void add(Hasher hasher, Parameter parameter) {
        hasher.putString(parameter.name(), StandardCharsets.UTF_8);
        for (int dim : parameter.shape().toArray()) {
            hasher.putInt(dim);
        }
        hasher.putBytes(SafeTensors.bytes(parameter.value()));
    }
}
