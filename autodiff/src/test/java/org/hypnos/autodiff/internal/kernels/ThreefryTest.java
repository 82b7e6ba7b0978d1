package org.hypnos.autodiff.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreefryTest {
    /** The known answers of Random123 1.09, kat_vectors, threefry2x32 with 13 rounds. */
    @Test
    void knownAnswers() {
        assertThat(words(0, 0, 0, 0)).isEqualTo("9d1c5ec6 8bd50731");
        assertThat(words(-1, -1, -1, -1)).isEqualTo("fd36d048 2d17272c");
        assertThat(words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344)).isEqualTo("ba3e4725 f27d669e");
    }

    private static String words(int c0, int c1, int k0, int k1) {
        long key = (k0 & 0xFFFFFFFFL) | ((long) k1 << 32);
        long block = Threefry.block(key, c0, c1);
        return "%08x %08x".formatted((int) block, (int) (block >>> 32));
    }

    @Test
    void everyCounterGivesAnotherBlock() {
        long blocks = IntStream.range(0, 100_000)
                .mapToLong(i -> Threefry.block(42, i % 1000, i / 1000))
                .distinct()
                .count();
        assertThat(blocks).isEqualTo(100_000);
    }
}
