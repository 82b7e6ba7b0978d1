package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a combination of distributions the capabilities that its part has.
 *
 * <p>A capability is a type, so a combination would need a class for every set of them. Here each capability is one
 * interface of default methods over the combination's parts, and the class that has those that apply is made at run time,
 * once for each class of the part. What default methods leave open, such as the parts themselves, its objects ask the
 * plain combination.
 *
 * @param <D> the combination's own interface
 */
final class Capabilities<D extends Distribution> {
    private final Class<D> type;
    private final ImmutableList<Capability> all;
    private final ClassValue<Optional<Constructor<?>>> constructors = new ClassValue<>() {
        @Override
        protected Optional<Constructor<?>> computeValue(Class<?> part) {
            return constructor(part);
        }
    };

    /** That a combination can do {@code then} if its part can do {@code ifPart}. */
    private record Capability(Class<?> ifPart, Class<? extends Distribution> then) {}

    private Capabilities(Class<D> type, ImmutableList<Capability> all) {
        this.type = type;
        this.all = all;
    }

    /** None, of the combination {@code type}. */
    static <D extends Distribution> Capabilities<D> of(Class<D> type) {
        return new Capabilities<>(type, ImmutableList.of());
    }

    /** These and {@code then} if the part has {@code ifPart}; of two that define one method, the first counts. */
    Capabilities<D> when(Class<? extends Distribution> ifPart, Class<? extends Distribution> then) {
        ImmutableList.Builder<Capability> more = ImmutableList.builder();
        return new Capabilities<>(
                type, more.addAll(all).add(new Capability(ifPart, then)).build());
    }

    /** {@code plain} with the capabilities that it has if its part is {@code part}. */
    D combination(Distribution part, D plain) {
        Optional<Constructor<?>> constructor = constructors.get(part.getClass());
        if (constructor.isEmpty()) {
            return plain;
        }
        try {
            return type.cast(constructor.get().newInstance(new Calls(plain)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a combination cannot be made", e); // the constructor only keeps its argument
        }
    }

    private Optional<Constructor<?>> constructor(Class<?> part) {
        List<Class<? extends Distribution>> own = all.stream()
                .filter(capability -> capability.ifPart().isAssignableFrom(part))
                .<Class<? extends Distribution>>map(Capability::then)
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Class<?>[] interfaces = Stream.concat(own.stream(), Stream.of(type)).toArray(Class<?>[]::new);
        Object any =
                Proxy.newProxyInstance(type.getClassLoader(), interfaces, (combination, method, arguments) -> null);
        try {
            return Optional.of(any.getClass().getConstructor(InvocationHandler.class));
        } catch (NoSuchMethodException e) {
            throw new LinkageError("a proxy class has no constructor", e); // every proxy class has it
        }
    }

    private record Calls(Distribution plain) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object combination, Method method, Object @Nullable [] arguments)
                throws Throwable {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(combination, method, arguments);
            }
            if (method.getName().equals("equals") && arguments != null) {
                return equalTo(arguments[0]);
            }
            try {
                return method.invoke(plain, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private boolean equalTo(@Nullable Object other) {
            return other != null && Proxy.isProxyClass(other.getClass()) && equals(Proxy.getInvocationHandler(other));
        }
    }
}
