package org.hypnos.autodiff;

/**
 * What an axis of a {@link Shape} counts.
 *
 * <p>The axes of a plate, such as particles or data, are strict: two of different names never stand at each other, and
 * none stands twice in a shape. All other names are labels for messages.
 *
 * @param name of one thing that is counted, such as {@code particle}
 * @param plate whether the axis is strict; a label is not
 */
public record Axis(String name, boolean plate) {
    /**
     * {@return the axis of a plate}
     *
     * @param name which at most one axis of a shape has
     */
    public static Axis plate(String name) {
        return new Axis(name, true);
    }

    /**
     * {@return an axis with a name for messages}
     *
     * @param name which several axes of a shape may share
     */
    public static Axis label(String name) {
        return new Axis(name, false);
    }

    @Override
    public String toString() {
        return name;
    }
}
