package org.hypnos.distributions;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a combination of distributions the capabilities that its parts have.
 *
 * <p>A capability is a type, so a combination would need a class for every set of them. Here each capability is one
 * interface of default methods over the combination's parts, and the object that has those that apply is made at run
 * time. What default methods leave open, such as the parts themselves, it asks {@code plain}.
 *
 * @param <D> the combination's own interface
 */
final class Capabilities<D extends Distribution> {
    private final Class<D> type;
    private final D plain;
    private final List<Class<?>> capabilities = new ArrayList<>();

    Capabilities(Class<D> type, D plain) {
        this.type = type;
        this.plain = plain;
    }

    /** Adds {@code capability} if the parts have it; of two that define one method, the first counts. */
    Capabilities<D> when(boolean has, Class<? extends Distribution> capability) {
        if (has) {
            capabilities.add(capability);
        }
        return this;
    }

    /** The combination with what applies; the plain one if nothing does. */
    D combination() {
        if (capabilities.isEmpty()) {
            return plain;
        }
        capabilities.add(type);
        Object combination =
                Proxy.newProxyInstance(type.getClassLoader(), capabilities.toArray(new Class<?>[0]), new Calls(plain));
        return type.cast(combination);
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
