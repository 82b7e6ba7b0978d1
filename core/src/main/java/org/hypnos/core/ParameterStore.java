package org.hypnos.core;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.distributions.Transform;

/** The parameters of one program, in the order in which they were created, all of one precision. */
public final class ParameterStore implements Iterable<Parameter> {
    private final String name;
    private final DType dtype;
    private final long seed;
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final Map<String, Supplier<Tensor>> beginnings = new HashMap<>();
    private final Set<Parameter> shared = new HashSet<>();

    /**
     * An empty store whose parameters begin as {@code seed} and their own names say.
     *
     * @param name with which its parameters' full names begin, such as {@code model}
     * @param dtype the precision of all parameters
     * @param seed of the draws by which they begin
     */
    public ParameterStore(String name, DType dtype, long seed) {
        this.name = name;
        this.dtype = dtype;
        this.seed = seed;
    }

    /**
     * {@return a new parameter called {@code store/local}}
     *
     * @param local its name in this store
     * @param shape that the parameter has
     * @param initializer draws where it begins
     * @throws IllegalArgumentException if there is one of that name
     */
    public Parameter create(String local, Shape shape, Initializer initializer) {
        return add(fullName(local), () -> initial(local, shape, initializer));
    }

    /**
     * {@return a new parameter called {@code store/local} that lives in the codomain of {@code transform}}
     *
     * @param local its name in this store
     * @param shape that the parameter has in the constrained space
     * @param initializer draws where it begins, in the constrained space
     * @param transform from the unconstrained space, in which training moves it
     * @throws IllegalArgumentException if it would begin outside, or there is one of that name
     */
    public Constrained create(String local, Shape shape, Initializer initializer, Transform transform) {
        Parameter unconstrained = add(fullName(local), () -> {
            Tensor initial = initial(local, shape, initializer);
            checkArgument(
                    transform.codomain().require("parameter '" + fullName(local) + "'", initial)); // throws if outside
            return transform.inverse(initial);
        });
        return new Constrained(unconstrained, transform);
    }

    private String fullName(String local) {
        return name + "/" + local;
    }

    private Tensor initial(String local, Shape shape, Initializer initializer) {
        return initializer.draw(RandomStream.of(seed, 0, "initialize", fullName(local)), dtype, shape);
    }

    private Parameter add(String full, Supplier<Tensor> beginning) {
        checkArgument(!byName.containsKey(full), "store '%s' already has a parameter '%s'", name, full);
        Parameter parameter = new Parameter(full, beginning.get());
        byName.put(full, parameter);
        beginnings.put(full, beginning);
        return parameter;
    }

    /**
     * Draws a parameter again, as its initializer did: it gets the numbers that it began with.
     *
     * @param parameter of this store
     * @throws IllegalArgumentException if it is of another
     */
    public void initialize(Parameter parameter) {
        checkOwn(parameter);
        parameter.set(beginnings.get(parameter.name()).get());
    }

    /**
     * Declares that the guide's loss may reach {@code parameter} of the model too. Its gradient is then the sum of both
     * sides'. It is moved and regularized once a step, on the model's side and by the model's optimizer: in every step that
     * moves the model, and in those in which only the guide's loss reaches it.
     *
     * @param parameter of this store, which is the model's
     * @throws IllegalArgumentException if it is of another store
     */
    public void share(Parameter parameter) {
        checkOwn(parameter);
        shared.add(parameter);
    }

    /**
     * {@return whether the guide's loss may reach the parameter, as {@link #share} said}
     *
     * @param parameter of any store; one of another is not shared
     */
    public boolean isShared(Parameter parameter) {
        return shared.contains(parameter);
    }

    private void checkOwn(Parameter parameter) {
        checkArgument(contains(parameter), "store '%s' has no parameter '%s'; it has %s", name, parameter, asList());
    }

    /** {@return the store's name, with which its parameters' full names begin} */
    public String name() {
        return name;
    }

    /** {@return the precision of all parameters} */
    public DType dtype() {
        return dtype;
    }

    /**
     * {@return whether this store made the parameter; one of the same name is not enough}
     *
     * @param parameter of any store
     */
    public boolean contains(Parameter parameter) {
        return byName.get(parameter.name()) == parameter;
    }

    /** {@return the parameters there are by now, in the order in which they were created} */
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
