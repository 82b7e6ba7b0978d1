package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A batch of independent distributions over events of one shape.
 *
 * <table>
 * <caption>Shapes</caption>
 * <tr><th>distribution</th><th>batch</th><th>event</th><th>sample(r, [5])</th><th>logProb of it</th></tr>
 * <tr><td>Bernoulli(logits [3, 4])</td><td>[3, 4]</td><td>[]</td><td>[5, 3, 4]</td><td>[5, 3, 4]</td></tr>
 * <tr><td>Bernoulli(logits [3, 4]).toEvent(1)</td><td>[3]</td><td>[4]</td><td>[5, 3, 4]</td><td>[5, 3]</td></tr>
 * <tr><td>Categorical(logits [3, 4])</td><td>[3]</td><td>[]</td><td>[5, 3]</td><td>[5, 3]</td></tr>
 * </table>
 */
public interface Distribution {
    /** {@return the shape of the batch, of which each element is a distribution} */
    Shape batchShape();

    /** {@return the shape of one event, [] if that is a single number} */
    Shape eventShape();

    /**
     * {@return the set that an event is in, or each part of it: the numbers along its last {@link Support#eventRank}
     * axes}
     */
    Support support();

    /**
     * {@return draws of shape {@code sampleShape + batchShape + eventShape}, always a constant}
     *
     * @param random with as many rows as the leading axes of that shape have elements, or one
     * @param sampleShape of the independent draws of each distribution; {@link Shape#SCALAR} for one
     */
    Tensor sample(RandomStream random, Shape sampleShape);

    /**
     * {@return the log-probability (or log-density) in nats of each event: the event's axes are summed}
     *
     * <p>Unless a distribution says otherwise, an event outside the support has -infinity, or is refused where assertions are
     * enabled.
     *
     * @param value [...] + {@code eventShape}, whose leading axes broadcast with the batch's shape
     */
    Tensor logProb(Tensor value);

    /**
     * {@return this distribution with its last {@code axes} batch axes read as part of one event}
     *
     * @param axes from 0, which changes nothing, to the rank of the batch's shape
     */
    default Distribution toEvent(int axes) {
        return axes == 0 ? this : Independent.of(this, axes);
    }
}
