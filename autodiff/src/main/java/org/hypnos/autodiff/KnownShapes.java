package org.hypnos.autodiff;

import org.jspecify.annotations.Nullable;

/**
 * The shapes of a workspace's tensors, each of them once. Equal steps then meet the same objects over and over, which
 * remember what was made of them.
 */
final class KnownShapes {
    private static final int MOST = 1024; // a step has some dozens

    private @Nullable Shape[] table = new Shape[64]; // by hash code, with room between; the length is a power of two
    private int count;

    /** The shape known that is the same as {@code shape}, names included; itself if there is none. */
    Shape get(Shape shape) {
        int at = place(shape);
        Shape known = table[at];
        if (known != null) {
            return known;
        }
        if (2 * count == table.length) {
            grow();
            at = place(shape);
        }
        table[at] = shape;
        count++;
        return shape;
    }

    private int place(Shape shape) {
        int at = shape.hashOfExtentsAndNames() & (table.length - 1);
        while (table[at] != null && !table[at].isSameAs(shape)) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    /** Makes room; a workspace through which very many shapes pass forgets them. */
    private void grow() {
        Shape[] before = table;
        table = new Shape[2 * before.length > MOST ? before.length : 2 * before.length];
        count = 0;
        if (table.length > before.length) {
            for (Shape shape : before) {
                if (shape != null) {
                    table[place(shape)] = shape;
                    count++;
                }
            }
        }
    }
}
