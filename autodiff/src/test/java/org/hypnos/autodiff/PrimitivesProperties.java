package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hypnos.autodiff.Primitives.Arguments;
import org.hypnos.autodiff.Primitives.Primitive;
import org.hypnos.autodiff.internal.kernels.MapFunction;

class PrimitivesProperties {
    /** A primitive and inputs that it takes. */
    record Case(Primitive primitive, List<Tensor> in) {
        /** The input that is no variable: what a condition or an index says does not change by a little. */
        int constant() {
            return switch (primitive.arguments()) {
                case CHOICE -> 0;
                case ROWS_AND_INDEX -> 1;
                default -> -1;
            };
        }

        Tensor[] variables() {
            List<Tensor> variables = new ArrayList<>(in);
            if (constant() >= 0) {
                variables.remove(constant());
            }
            return variables.toArray(Tensor[]::new);
        }

        Tensor at(Tensor... variables) {
            List<Tensor> all = new ArrayList<>(List.of(variables));
            if (constant() >= 0) {
                all.add(constant(), in.get(constant()).to(variables[0].dtype()));
            }
            return primitive.function().apply(all.toArray(Tensor[]::new));
        }
    }

    @Property(tries = 6000, edgeCases = EdgeCasesMode.NONE)
    void gradientsAgreeWithDifferences(@ForAll("cases") Case c, @ForAll long seed) {
        GradientCheck.Report report = GradientCheck.check(seed, c::at, c.variables());
        assertThat(report.error()).as(report.detail()).isLessThan(1e-7);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void gradientsInFloat32AgreeWithDifferences(@ForAll("cases") Case c, @ForAll long seed) {
        Tensor[] rounded =
                Arrays.stream(c.variables()).map(x -> x.to(DType.FLOAT32)).toArray(Tensor[]::new);
        GradientCheck.check(seed, c::at, rounded).requireRight();
    }

    /** In workspaces whose arrays all held NaN before. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyElementIsWritten(@ForAll("cases") Case c) {
        Workspace poisoned = new Workspace(Engine.fastest());
        for (int sizeClass = ArrayPool.sizeClass(1); sizeClass <= ArrayPool.sizeClass(2000); sizeClass++) {
            for (int i = 0; i < 4; i++) {
                Tensor unused = Tensor.full(DType.FLOAT64, Shape.of(ArrayPool.length(sizeClass)), Double.NaN, poisoned);
            }
        }
        poisoned.reset();
        Tensor expected = c.primitive().function().apply(c.in().toArray(Tensor[]::new));
        Tensor[] adopted = c.in().stream().map(poisoned::adopt).toArray(Tensor[]::new);
        Tensor found = c.primitive().function().apply(adopted);
        assertThat(Numbers.bits(found)).isEqualTo(Numbers.bits(expected));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void bothPrecisionsAgree(@ForAll("cases") Case c) {
        Tensor exact = c.primitive().function().apply(c.in().toArray(Tensor[]::new));
        Tensor[] rounded = c.in().stream().map(x -> x.to(DType.FLOAT32)).toArray(Tensor[]::new);
        Tensor single = c.primitive().function().apply(rounded);
        assertThat(single.shape()).isEqualTo(exact.shape());
        for (int i = 0; i < exact.shape().size(); i++) {
            double tolerance = 1e-5 * Math.max(1, Math.abs(exact.get(i)));
            assertThat(Math.abs(single.get(i) - exact.get(i))).isLessThan(tolerance);
        }
    }

    @Example
    void everyPrimitiveHasANameOfItsOwn() {
        assertThat(Primitives.table()).extracting(Primitive::name).doesNotHaveDuplicates();
    }

    @Example
    void everyFunctionOfOneNumberIsInTheTable() {
        List<String> names = Primitives.table().stream().map(Primitive::name).toList();
        assertThat(MapFunction.values())
                .filteredOn(f -> f != MapFunction.TRIGAMMA) // the gradient of another
                .allSatisfy(f -> assertThat(names)
                        .anyMatch(name -> name.equalsIgnoreCase(f.name().replace("_", ""))));
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(Primitives.table())
                .flatMap(primitive -> inputs(primitive.arguments()).map(in -> new Case(primitive, List.of(in))));
    }

    private static Arbitrary<Tensor[]> inputs(Arguments arguments) {
        return Arbitraries.longs().between(0, 1 << 20).flatMap(seed -> inputs(arguments, seed));
    }

    private static Arbitrary<Tensor[]> inputs(Arguments arguments, long seed) {
        return switch (arguments) {
            case ANY -> Shapes.ofRank(1, 4).map(s -> in(Numbers.grid(seed, s)));
            case POSITIVE -> Shapes.ofRank(1, 4).map(s -> in(Numbers.positive(seed, s)));
            case NOT_ZERO -> Shapes.ofRank(1, 4).map(s -> in(Numbers.awayFromZero(seed, s)));
            case DISTINCT -> Shapes.ofRank(1, 4).map(s -> in(Numbers.distinct(seed, s)));
            case PAIR -> Shapes.broadcasting(2, 0).map(s -> in(Numbers.grid(seed, s.get(0)), off(seed, s.get(1))));
            case QUOTIENT ->
                Shapes.broadcasting(2, 0)
                        .map(s -> in(Numbers.grid(seed, s.get(0)), Numbers.awayFromZero(seed + 1, s.get(1))));
            case POWER ->
                Shapes.broadcasting(2, 0)
                        .map(s -> in(Numbers.positive(seed, s.get(0)), Numbers.grid(seed + 1, s.get(1))));
            case CHOICE ->
                Shapes.broadcasting(3, 0)
                        .map(s -> in(
                                Numbers.whole(seed, s.get(0), 2),
                                Numbers.grid(seed + 1, s.get(1)),
                                Numbers.grid(seed + 2, s.get(2))));
            case ROWS_MATRIX_AND_BIAS ->
                products((rows, k, n) ->
                        in(grid(seed, rows, k), grid(seed + 1, Shape.of(k), n), Numbers.grid(seed + 2, Shape.of(n))));
            case ROWS_AND_MATRIX -> products((rows, k, n) -> in(grid(seed, rows, k), grid(seed + 1, Shape.of(k), n)));
            case ROWS_AND_TRANSPOSED ->
                products((rows, k, n) -> in(grid(seed, rows, k), grid(seed + 1, Shape.of(n), k)));
            case ROWS_AND_ROWS ->
                products((rows, m, n) ->
                        in(grid(seed, rows, m), grid(seed + 1, seed % 2 == 0 ? rows : Shape.of(rows.size()), n)));
            case VALUES_AND_LOGITS ->
                Shapes.broadcasting(2, 1).map(s -> in(Numbers.grid(seed, s.get(0)), Numbers.grid(seed + 1, s.get(1))));
            case ROWS_AND_INDEX ->
                products((rows, n, unused) -> in(grid(seed, rows, n), Numbers.whole(seed + 1, rows, n)));
            case SQUARE_MATRICES -> products((batch, n, unused) -> in(matrices(seed, batch, n, n)));
            case MATRICES_AND_MATRICES ->
                products((batch, m, n) ->
                        in(matrices(seed, batch, m, 1 + m % 3), matrices(seed + 1, batch, 1 + m % 3, n)));
            case TRIANGLES_AND_MATRICES ->
                products((batch, n, m) -> in(triangles(seed, batch, n), matrices(seed + 1, batch, n, m)));
            case AUTOREGRESSIVE_NET ->
                products((batch, n, k) -> in(
                        Numbers.whole(seed, batch.concat(Shape.of(n)), 2),
                        grid(seed + 1, batch.suffix((int) (seed % (batch.rank() + 1))), k),
                        grid(seed + 2, Shape.of(n), k),
                        grid(seed + 3, Shape.of(k), n)));
        };
    }

    private interface Factors {
        Tensor[] make(Shape rows, int first, int second);
    }

    private static Arbitrary<Tensor[]> products(Factors factors) {
        return Combinators.combine(Shapes.ofRank(0, 3), Shapes.extents(), Shapes.extents())
                .as(factors::make);
    }

    private static Tensor[] in(Tensor... in) {
        return in;
    }

    private static Tensor grid(long seed, Shape rows, int columns) {
        return Numbers.grid(seed, rows.concat(Shape.of(columns)));
    }

    private static Tensor matrices(long seed, Shape batch, int rows, int columns) {
        return grid(seed, batch.concat(Shape.of(rows)), columns);
    }

    /** With a diagonal of 2; what stands above it is not read. */
    private static Tensor triangles(long seed, Shape batch, int n) {
        Tensor diagonal = Tensor.full(DType.FLOAT64, Shape.of(n), 2).diagonalMatrix();
        return matrices(seed, batch, n, n).lowerTriangle(-1).mul(0.5).add(diagonal);
    }

    /** Numbers between those of the grid: comparisons change nowhere near. */
    private static Tensor off(long seed, Shape shape) {
        return Numbers.grid(seed + 1, shape).add(0.05);
    }
}
