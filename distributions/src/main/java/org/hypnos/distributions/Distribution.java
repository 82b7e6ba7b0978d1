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
    Shape batchShape();

    Shape eventShape();

    /** What each element of an event can be. */
    Support support();

    /**
     * Draws of shape {@code sampleShape + batchShape + eventShape}, always a constant.
     *
     * @param random with as many rows as the leading axes of that shape have elements, or one
     */
    Tensor sample(RandomStream random, Shape sampleShape);

    /** The log-probability (or log-density) in nats of each event: the event's axes are summed. */
    Tensor logProb(Tensor value);

    /** This distribution with its last {@code axes} batch axes read as part of one event. */
    default Distribution toEvent(int axes) {
        return axes == 0 ? this : Independent.of(this, axes);
    }
}
