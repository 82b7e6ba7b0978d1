package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;

/**
 * What every primitive keeps to. Extend it, say what the inputs can be, and how they are applied:
 *
 * <pre>{@code
 * class CubeProperties extends OpLaws {
 *     protected Arbitrary<ImmutableList<Tensor>> inputs() {
 *         return TensorArbitraries.tensors(0, 3).map(ImmutableList::of);
 *     }
 *
 *     protected Tensor apply(Tensor... in) {
 *         return Tensor.apply(new Cube(), in);
 *     }
 * }
 * }</pre>
 */
public abstract class OpLaws {
    /** Arrays of each size that are filled with NaN and given back, for the next computation to take. */
    private static final int POISONED = 8;

    /** A workspace lends none that is shorter. */
    private static final int SMALLEST_ARRAY = 8;

    /** {@return FLOAT64 tensors for which the primitive has gradients, away from where it has none} */
    protected abstract Arbitrary<ImmutableList<Tensor>> inputs();

    /**
     * {@return the primitive's result}
     *
     * @param in as {@link #inputs()} gives them, or moved by a little, of either type, and maybe on a tape
     */
    protected abstract Tensor apply(Tensor... in);

    /** {@return {@link #inputs()}, as the laws ask for them} */
    @Provide("inputs")
    public final Arbitrary<ImmutableList<Tensor>> provideInputs() {
        return inputs();
    }

    /**
     * In both types, gradients are those that differences give.
     *
     * @param inputs of {@link #inputs()}
     * @param seed of the directions that inputs are moved in
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void gradientsAgreeWithDifferences(@ForAll("inputs") ImmutableList<Tensor> inputs, @ForAll long seed) {
        for (DType dtype : DType.values()) {
            GradientCheck.check(seed, this::apply, converted(inputs, dtype)).requireRight();
        }
    }

    /**
     * Whatever stood in the arrays that it was given before; nor does it write beside its result.
     *
     * @param inputs of {@link #inputs()}
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void everyElementIsWritten(@ForAll("inputs") ImmutableList<Tensor> inputs) {
        for (DType dtype : DType.values()) {
            Tensor[] in = converted(inputs, dtype);
            Evaluation fresh = evaluate(Workspace.HEAP, in);
            Workspace poisoned = new Workspace(Engine.fastest());
            poison(poisoned, fresh.value(), in);
            evaluate(poisoned, in).requireSame(fresh, dtype + ", in an array that held NaN before");
        }
    }

    /** The next computation takes these arrays again, those of the result's size first. */
    private static void poison(Workspace workspace, Tensor result, Tensor... in) {
        fill(workspace.adopt(result));
        for (Tensor input : in) {
            fill(workspace.adopt(input));
        }
        workspace.reset();
    }

    private static void fill(Tensor like) {
        for (int i = 0; i < POISONED; i++) {
            Tensor unused =
                    like.filled(Shape.of(Math.max(SMALLEST_ARRAY, like.shape().size())), Double.NaN);
        }
    }

    /**
     * Values and gradients have the same bits on both engines, on the heap, and in a workspace that was reset.
     *
     * @param inputs of {@link #inputs()}
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void bothEnginesAndEveryRunGiveTheSameBits(@ForAll("inputs") ImmutableList<Tensor> inputs) {
        for (DType dtype : DType.values()) {
            Tensor[] in = converted(inputs, dtype);
            Evaluation plain = evaluate(new Workspace(Engine.plain()), in);
            Workspace fastest = new Workspace(Engine.fastest());
            evaluate(fastest, in).requireSame(plain, dtype + ", on the engine '" + fastest.engine() + "'");
            fastest.reset();
            evaluate(fastest, in).requireSame(plain, dtype + ", in a workspace that was reset");
            evaluate(Workspace.HEAP, in).requireSame(plain, dtype + ", on the heap");
        }
    }

    /**
     * A value has the same bits whether a tape records it or not.
     *
     * @param inputs of {@link #inputs()}
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void aTapeChangesNoValue(@ForAll("inputs") ImmutableList<Tensor> inputs) {
        for (DType dtype : DType.values()) {
            Tensor[] in = converted(inputs, dtype);
            Evaluation recorded = evaluate(Workspace.HEAP, in);
            requireSame(recorded.value(), apply(in), dtype + ", value without a tape");
        }
    }

    /**
     * Neither the value nor the gradients write into the inputs.
     *
     * @param inputs of {@link #inputs()}
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void inputsStayAsTheyAre(@ForAll("inputs") ImmutableList<Tensor> inputs) {
        for (DType dtype : DType.values()) {
            Tensor[] in = converted(inputs, dtype);
            Tensor[] before = Arrays.stream(in).map(Tensor::copy).toArray(Tensor[]::new);
            Evaluation unused = evaluate(Workspace.HEAP, in);
            for (int i = 0; i < in.length; i++) {
                requireSame(in[i], before[i], dtype + ", input " + i + " afterwards");
            }
        }
    }

    private static Tensor[] converted(ImmutableList<Tensor> inputs, DType dtype) {
        return inputs.stream().map(input -> input.to(dtype)).toArray(Tensor[]::new);
    }

    /** The value, and the gradients of its sum. */
    private record Evaluation(Tensor value, ImmutableList<Tensor> gradients) {
        void requireSame(Evaluation expected, String where) {
            OpLaws.requireSame(value, expected.value, where + ": value");
            for (int i = 0; i < gradients.size(); i++) {
                OpLaws.requireSame(gradients.get(i), expected.gradients.get(i), where + ": gradient for input " + i);
            }
        }
    }

    private Evaluation evaluate(Workspace workspace, Tensor... in) {
        Tape tape = new Tape(workspace);
        Tensor[] watched = Arrays.stream(in).map(tape::watch).toArray(Tensor[]::new);
        Tensor value = apply(watched);
        Gradients gradients = tape.gradients(value.sum());
        return new Evaluation(
                value.copy(),
                Arrays.stream(watched)
                        .map(input -> gradients.of(input).copy())
                        .collect(ImmutableList.toImmutableList()));
    }

    private static void requireSame(Tensor found, Tensor expected, String what) {
        assertThat(found.shape()).as(what).isEqualTo(expected.shape());
        int element = Arrays.mismatch(bits(found), bits(expected));
        if (element >= 0) {
            throw new AssertionError(what + " of shape " + found.shape() + " is " + found.get(element) + " at "
                    + Arrays.toString(found.shape().index(element)) + ", elsewhere " + expected.get(element)
                    + "; does the primitive write every element, from its inputs alone?");
        }
    }

    /** NaN is NaN, whatever its payload. */
    private static long[] bits(Tensor tensor) {
        return DoubleStream.of(tensor.toDoubles())
                .mapToLong(Double::doubleToLongBits)
                .toArray();
    }
}
