package org.hypnos.core;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.layers.Initializer;

/** The parameters of one program, in the order in which they were created, all of one precision. */
public final class ParameterStore implements Iterable<Parameter> {
    private final String name;
    private final DType dtype;
    private final long seed;
    private final Map<String, Parameter> byName = new LinkedHashMap<>();

    /** An empty store whose parameters begin as {@code seed} and their own names say. */
    public ParameterStore(String name, DType dtype, long seed) {
        this.name = name;
        this.dtype = dtype;
        this.seed = seed;
    }

    /**
     * A new parameter called {@code store/local}.
     *
     * @throws IllegalArgumentException if there is one of that name
     */
    public Parameter create(String local, Shape shape, Initializer initializer) {
        String full = name + "/" + local;
        checkArgument(!byName.containsKey(full), "store '%s' already has a parameter '%s'", name, full);
        RandomStream random = RandomStream.of(seed, 0, "initialize", full);
        Parameter parameter = new Parameter(full, initializer.draw(random, dtype, shape));
        byName.put(full, parameter);
        return parameter;
    }

    public String name() {
        return name;
    }

    public DType dtype() {
        return dtype;
    }

    public boolean contains(Parameter parameter) {
        return byName.get(parameter.name()) == parameter;
    }

    public ImmutableList<Parameter> asList() {
        return ImmutableList.copyOf(byName.values());
    }

    @Override
    public Iterator<Parameter> iterator() {
        return asList().iterator();
    }

    @Override
    public String toString() {
        return name + asList();
    }
}
