package org.hypnos.autodiff;

/**
 * What an axis of a {@link Shape} counts.
 *
 * <p>The axes of a plate, such as particles or data, are strict: two of different names never stand at each other, and
 * none stands twice in a shape. All other names are labels for messages.
 */
public record Axis(String name, boolean plate) {
    /** The axis of a plate. */
    public static Axis plate(String name) {
        return new Axis(name, true);
    }

    /** An axis with a name for messages. */
    public static Axis label(String name) {
        return new Axis(name, false);
    }

    @Override
    public String toString() {
        return name;
    }
}
