package dev.lodur.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Puts something in front of all methods of an interface. */
final class Intercepted {
    private Intercepted() {}

    /** A call on its way. */
    interface Call {
        String method();

        @Nullable Object[] arguments();

        /** Makes it; may be called more than once, or not at all. */
        @Nullable Object proceed() throws Throwable;
    }

    /** Decides what becomes of a call. */
    @FunctionalInterface
    interface Interceptor {
        @Nullable Object intercept(Call call) throws Throwable;
    }

    private record Invocation(
            @Nullable Object target, Method made, @Nullable Object[] arguments) implements Call {
        @Override
        public String method() {
            return made.getName();
        }

        @Override
        public @Nullable Object proceed() throws Throwable {
            try {
                return made.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    /** The same call made of another. */
    static Call at(Object other, Call call) {
        return new Invocation(other, ((Invocation) call).made(), call.arguments());
    }

    /**
     * @param target null for one of which no call is made
     */
    static <T> T of(Class<T> type, @Nullable T target, Interceptor interceptor) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    return interceptor.intercept(new Invocation(target, method, given));
                });
        return type.cast(proxy);
    }
}
