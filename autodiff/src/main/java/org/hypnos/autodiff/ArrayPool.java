package org.hypnos.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** Free arrays of one kind by size class; the classes are an eighth of a power of two apart. */
final class ArrayPool {
    private static final int SMALLEST = 8;

    private final IntFunction<Object> allocate;
    private final ToIntFunction<Object> lengthOf;
    private final List<List<Object>> free = new ArrayList<>();
    private final List<Object> lent = new ArrayList<>();
    private long numbers;

    ArrayPool(IntFunction<Object> allocate, ToIntFunction<Object> lengthOf) {
        this.allocate = allocate;
        this.lengthOf = lengthOf;
        for (int i = 0; i < 8 * Integer.SIZE; i++) {
            free.add(new ArrayList<>(0));
        }
    }

    /** An array that comes back with {@link #takeBackAll}. */
    Object lend(int length) {
        Object array = take(length);
        lent.add(array);
        return array;
    }

    /** An array that comes back with {@link #giveBack}. */
    Object take(int length) {
        int sizeClass = sizeClass(length);
        List<Object> fitting = free.get(sizeClass);
        if (fitting.isEmpty()) {
            numbers += length(sizeClass);
            return allocate.apply(length(sizeClass));
        }
        return fitting.remove(fitting.size() - 1);
    }

    /** How many numbers all arrays have together, lent or free. */
    long numbers() {
        return numbers;
    }

    void giveBack(Object array) {
        free.get(sizeClass(lengthOf.applyAsInt(array))).add(array);
    }

    void takeBackAll() {
        for (int i = lent.size() - 1; i >= 0; i--) {
            giveBack(lent.get(i));
        }
        lent.clear();
    }

    /** 8 e + k for the least 2^e + k 2^(e-3) that is at least {@code length}. */
    static int sizeClass(int length) {
        int n = Math.max(length, SMALLEST);
        int e = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(n);
        int step = 1 << (e - 3);
        return 8 * e + (n - (1 << e) + step - 1) / step;
    }

    static int length(int sizeClass) {
        int e = sizeClass / 8;
        return (1 << e) + (sizeClass % 8) * (1 << (e - 3));
    }
}
