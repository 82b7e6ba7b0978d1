package org.hypnos.autodiff.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hypnos.autodiff.internal.kernels.KernelCalls.Call;
import org.hypnos.autodiff.internal.kernels.Operands.Kind;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every kernel gives the same bits in both engines, before and after the compiler saw it; NaN is NaN whatever its payload.
 * Where there is one engine, it is compared with itself.
 */
@Tag("bits")
class KernelsTest {
    private static final int[] SIZES = {1, 2, 4, 6, 8, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 784, 4097};
    private static final int[] SEEDS_OF_MATRICES = IntStream.range(0, 40).toArray();

    private static final List<Kernels<?>> PLAIN = List.of(new FloatKernels(), new DoubleKernels());
    private static final List<Kernels<?>> FASTEST =
            VectorEngine.isPresent() ? List.of(VectorEngine.float32(), VectorEngine.float64()) : PLAIN;

    private static Stream<Map.Entry<String, Call>> calls() {
        return Stream.of(
                        KernelCalls.elementwise(),
                        KernelCalls.reductions(),
                        KernelCalls.logProbs(),
                        KernelCalls.draws(),
                        KernelCalls.updates())
                .flatMap(calls -> calls.entrySet().stream());
    }

    private static Stream<Map.Entry<String, Call>> callsOfMatrices() {
        return Stream.of(
                        MatrixCalls.products(),
                        MatrixCalls.additions(),
                        MatrixCalls.sparse(),
                        MatrixCalls.triangles(),
                        MatrixCalls.autoregressions())
                .flatMap(calls -> calls.entrySet().stream());
    }

    @TestFactory
    Stream<DynamicTest> theSameBits() {
        return calls().map(call -> dynamicTest(call.getKey(), () -> compare(call.getValue(), SIZES, 257)));
    }

    @TestFactory
    Stream<DynamicTest> theSameBitsOfMatrices() {
        return callsOfMatrices()
                .map(call -> dynamicTest(call.getKey(), () -> compare(call.getValue(), SEEDS_OF_MATRICES, 7)));
    }

    /** What a call is tried on. */
    private record Case(int precision, Kind kind, int n) {
        List<long[]> bits(Call call, List<Kernels<?>> engine) {
            return KernelsTest.bits(call, new Operands(untyped(engine.get(precision)), kind, n));
        }
    }

    private static List<long[]> bits(Call call, Operands operands) {
        Kernels<Object> kernels = operands.kernels();
        return call.apply(operands).stream()
                .map(array -> IntStream.range(0, kernels.length(array))
                        .mapToLong(i -> Double.doubleToLongBits(kernels.get(array, i)))
                        .toArray())
                .toList();
    }

    @SuppressWarnings("unchecked") // the arrays that kernels get are those that they have allocated
    private static Kernels<Object> untyped(Kernels<?> kernels) {
        return (Kernels<Object>) kernels;
    }

    private static void compare(Call call, int[] sizes, int warmUp) {
        Map<Case, List<long[]>> expected = new LinkedHashMap<>();
        cases(sizes).forEach(it -> expected.put(it, it.bits(call, PLAIN)));
        expected.forEach((it, bits) -> assertSameBits(it, it.bits(call, FASTEST), bits));
        for (Kernels<?> kernels : List.of(PLAIN.get(0), FASTEST.get(0), PLAIN.get(1), FASTEST.get(1))) {
            Operands operands = new Operands(untyped(kernels), Kind.TAME, warmUp);
            for (int i = 0; i < 1000; i++) {
                assertThat(call.apply(operands)).isNotEmpty();
            }
        }
        expected.forEach((it, bits) -> {
            assertSameBits(it, it.bits(call, PLAIN), bits);
            assertSameBits(it, it.bits(call, FASTEST), bits);
        });
    }

    private static Stream<Case> cases(int[] sizes) {
        return IntStream.range(0, PLAIN.size())
                .boxed()
                .flatMap(precision -> Stream.of(Kind.values())
                        .flatMap(kind -> IntStream.of(sizes).mapToObj(n -> new Case(precision, kind, n))));
    }

    private static void assertSameBits(Case where, List<long[]> found, List<long[]> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            int differs = Arrays.mismatch(found.get(i), expected.get(i));
            assertThat(differs).as("the first element that differs, %s", where).isEqualTo(-1);
        }
    }

    @Test
    void noKernelIsLeftOut() {
        Set<String> called = new HashSet<>();
        Kernels<Object> recorded = untyped((Kernels<?>) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return method.invoke(PLAIN.get(0), arguments);
                }));
        Stream.concat(calls(), callsOfMatrices())
                .forEach(call -> assertThat(bits(call.getValue(), new Operands(recorded, Kind.TAME, 17)))
                        .isNotEmpty());
        assertThat(called)
                .containsAll(Stream.of(Kernels.class.getMethods())
                        .map(Method::getName)
                        .toList());
    }
}
