package org.hypnos.autodiff;

import org.hypnos.autodiff.internal.kernels.Product;
import org.jspecify.annotations.Nullable;

/** The matrix products that a workspace has computed, so that equal steps describe them by the same objects. */
final class KnownProducts {
    private static final int PLACES = 256; // a step has some dozens

    private final @Nullable Product[] table = new Product[PLACES];

    Product get(int m, int k, int n, boolean leftTransposed, boolean rightTransposed) {
        int hash = 31 * (31 * (31 * m + k) + n) + (leftTransposed ? 7 : 0) + (rightTransposed ? 13 : 0);
        int place = (hash ^ hash >>> 8) & (PLACES - 1);
        Product known = table[place];
        boolean fits = known != null
                && known.m() == m
                && known.k() == k
                && known.n() == n
                && known.leftTransposed() == leftTransposed
                && known.rightTransposed() == rightTransposed;
        if (!fits) {
            known = new Product(m, k, n, leftTransposed, rightTransposed);
            table[place] = known;
        }
        return known;
    }
}
