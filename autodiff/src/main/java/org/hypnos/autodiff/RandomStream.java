package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.hypnos.autodiff.internal.kernels.MapFunction;
import org.hypnos.autodiff.internal.kernels.Rows;
import org.hypnos.autodiff.internal.kernels.Threefry;

/**
 * The randomness of one draw, which follows from its address alone.
 *
 * <p>A draw of several particles of several data has a row of numbers for each of them, row {@code particle * data +
 * datum}, and each row a key of its own made of the stream's key, the datum's position and the particle. So neither
 * other rows nor the order of execution change a draw. A stream has one row unless {@link #rows(int, int, int, int)}
 * says otherwise. As a {@link UniformRandomProvider} it gives the numbers of its first row one after the other.
 */
public final class RandomStream implements UniformRandomProvider {
    private final Rows rows;
    private int bulkDraws;
    private int singleDraws;
    private long firstRow; // its key, once a number was drawn

    private RandomStream(Rows rows) {
        this.rows = rows;
    }

    /**
     * {@return the stream of one row with this key}
     *
     * @param key which all numbers follow from
     */
    public static RandomStream of(long key) {
        return new RandomStream(new Rows.Rectangle(key, 0, 1, 0, 1));
    }

    /**
     * {@return the stream of one row at this address}
     *
     * @param seed of all draws that belong together, such as those of a training run
     * @param step when it is drawn, such as the number of a training step
     * @param names what is drawn, such as a phase and a site; their order counts
     */
    public static RandomStream of(long seed, long step, String... names) {
        var hasher = Hashing.farmHashFingerprint64().newHasher();
        for (String name : names) {
            hasher.putInt(name.length()).putString(name, StandardCharsets.UTF_8);
        }
        long[] address = {seed, hasher.hash().asLong(), step, 0, 0, 0};
        return of(RandomSource.PHILOX_4X64.create(address).nextLong());
    }

    /**
     * {@return this stream with a row for each of some particles of some data}
     *
     * @param firstParticle the number of the first particle
     * @param particles how many there are
     * @param firstDatum the position of the first datum
     * @param data how many there are
     */
    public RandomStream rows(int firstParticle, int particles, int firstDatum, int data) {
        return new RandomStream(new Rows.Rectangle(rows.key(), firstParticle, particles, firstDatum, data));
    }

    /**
     * {@return this stream with row i for particle {@code particles[i]} of the datum {@code data[i]}}
     *
     * @param particles the particle of each row; not copied
     * @param data the position of each row's datum, as many as particles; not copied
     */
    public RandomStream cells(int[] particles, int[] data) {
        return new RandomStream(new Rows.Listed(rows.key(), particles, data));
    }

    /**
     * {@return the stream of row {@code row} alone, for samplers that take numbers one by one}
     *
     * @param row from 0 to below {@link #rowCount}
     */
    public RandomStream row(int row) {
        return of(rows.keyOf(row));
    }

    /** {@return how many rows each draw has} */
    public int rowCount() {
        return rows.count();
    }

    /**
     * {@return uniform numbers in (0, 1), never 0 or 1}
     *
     * @param shape of the draw, whose size is a multiple of {@link #rowCount}
     * @param like whose type and workspace the draw has
     */
    public Tensor uniform(Shape shape, Tensor like) {
        Tensor draw = Tensor.empty(shape, like.dtype(), like.workspace());
        draw.kernels().uniform(nextRows(), draw.array(), perRow(shape));
        return draw;
    }

    /**
     * {@return standard normal numbers}
     *
     * @param shape of the draw, whose size is a multiple of {@link #rowCount}
     * @param like whose type and workspace the draw has
     */
    public Tensor normal(Shape shape, Tensor like) {
        Tensor draw = Tensor.empty(shape, like.dtype(), like.workspace());
        draw.kernels().normal(nextRows(), draw.array(), perRow(shape));
        return draw;
    }

    /**
     * {@return one with probability sigmoid(logits), else zero; a constant}
     *
     * @param shape of the draw, whose size is a multiple of {@link #rowCount}
     * @param logits of a shape that broadcasts to that of the draw, which has their type and workspace
     */
    public Tensor bernoulli(Shape shape, Tensor logits) {
        int perRow = perRow(shape);
        boolean repeats = logits.shape().size() % perRow == 0 && shape.endsWith(logits.shape());
        Tensor own = repeats ? logits : logits.detach().broadcastTo(shape);
        int n = own.shape().size();
        Tensor draw = Tensor.empty(shape, logits.dtype(), logits.workspace());
        Object probabilities = draw.workspace().borrow(draw.dtype(), n);
        draw.kernels().map(MapFunction.SIGMOID, own.array(), probabilities, n);
        draw.kernels().bernoulli(nextRows(), probabilities, n / perRow, draw.array(), perRow);
        draw.workspace().giveBack(draw.dtype(), probabilities);
        return draw;
    }

    /**
     * {@return whole numbers k with probability softmax(logits)_k, by inversion of the running sums; what has logit
     * -infinity is never drawn}
     *
     * @param shape of the draw, whose size is a multiple of {@link #rowCount}, and which ends with the logits' shape
     *     without its last axis
     * @param logits [..., n], with the n choices along the last axis; the draw has their type and workspace
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Tensor categorical(Shape shape, Tensor logits) {
        Tensor sums = logits.detach().softmax(-1).cumsum(-1);
        checkArgument(
                shape.endsWith(sums.shape().without(-1)),
                "draws of shape %s do not fit logits of shape %s",
                shape,
                sums.shape());
        int n = sums.shape().dim(-1);
        Tensor draw = uniform(shape, sums);
        draw.kernels().choose(sums.array(), sums.shape().size() / n, n, draw.array(), shape.size());
        return draw;
    }

    /**
     * {@return how many numbers of a draw each row has}
     *
     * @param shape of the draw
     * @throws IllegalArgumentException if the shape does not divide into rows
     */
    public int perRow(Shape shape) {
        checkArgument(
                shape.size() % rows.count() == 0,
                "a draw of shape %s does not divide into the stream's %s rows",
                shape,
                rows.count());
        return shape.size() / rows.count();
    }

    /** The first draw takes the stream's own key, later ones keys that no row's address can give. */
    private Rows nextRows() {
        int draw = bulkDraws++;
        return draw == 0 ? rows : rows.withKey(Threefry.block(rows.key(), -draw, -1));
    }

    @Override
    public long nextLong() {
        if (singleDraws == 0) {
            firstRow = rows.keyOf(0);
        }
        return Threefry.block(firstRow, singleDraws++, 1);
    }
}
