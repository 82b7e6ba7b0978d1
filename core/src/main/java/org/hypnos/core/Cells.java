package org.hypnos.core;

import com.google.common.primitives.Ints;
import org.hypnos.autodiff.Axis;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;

/** Which particles of which data one run of a program is for. */
public sealed interface Cells {
    /** The plate's first axis. */
    Axis PARTICLE = Axis.plate("particle");

    /** The plate's second axis, and the first one of a batch's tensors. */
    Axis DATUM = Axis.plate("datum");

    /** The plate of a single cell, which remembers those that were made of it. */
    Shape CELL = Shape.of(1, 1).named(PARTICLE, DATUM);

    /** {@return the two axes that tensors of the run have in front: [particle, datum]} */
    Shape plate();

    /**
     * {@return {@code random} with a row for each cell} If {@code global}, all data of a particle share the particle's
     * row.
     *
     * @param random the stream of one site's draws
     * @param global whether the site is shared by all data
     */
    RandomStream rows(RandomStream random, boolean global);

    /** {@return the rectangle of which these cells are all or some} */
    Rectangle whole();

    /**
     * {@return whether the rectangle's cell with this number is among these}
     *
     * @param cell {@code particle * data + datum}, both counted from the rectangle's first
     */
    boolean contains(int cell);

    /**
     * {@return the number, in the rectangle, of the cell at an element of the plate}
     *
     * @param i the element, from 0 on, below the plate's size
     */
    int cell(int i);

    /**
     * Every one of some neighbouring particles, for each of some neighbouring data.
     *
     * @param firstParticle the number of the first particle, from 0 on
     * @param particles how many there are of each datum
     * @param firstDatum the position in the batch of the first datum, from 0 on
     * @param data how many there are
     */
    record Rectangle(int firstParticle, int particles, int firstDatum, int data) implements Cells {
        @Override
        public Shape plate() {
            return CELL.with(0, particles).with(1, data);
        }

        /** The same cells one after the other, all particles of a datum side by side. */
        Listed byDatum() {
            int[] at = new int[particles * data];
            for (int i = 0; i < at.length; i++) {
                at[i] = i % particles * data + i / particles;
            }
            return new Listed(this, at);
        }

        @Override
        public RandomStream rows(RandomStream random, boolean global) {
            return random.rows(firstParticle, particles, global ? 0 : firstDatum, global ? 1 : data);
        }

        @Override
        public Rectangle whole() {
            return this;
        }

        @Override
        public boolean contains(int cell) {
            return cell >= 0 && cell < particles * data;
        }

        @Override
        public int cell(int i) {
            return i;
        }
    }

    /**
     * Some cells of a rectangle, which stand side by side on the plate's second axis.
     *
     * @param whole the rectangle
     * @param at their numbers, {@code particle * data + datum} within the rectangle
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Listed(Rectangle whole, int... at) implements Cells {
        @Override
        public Shape plate() {
            return CELL.with(1, at.length);
        }

        @Override
        public RandomStream rows(RandomStream random, boolean global) {
            int[] particles = new int[at.length];
            int[] data = new int[at.length];
            for (int i = 0; i < at.length; i++) {
                particles[i] = whole.firstParticle + at[i] / whole.data;
                data[i] = global ? 0 : whole.firstDatum + at[i] % whole.data;
            }
            return random.cells(particles, data);
        }

        @Override
        public boolean contains(int cell) {
            return Ints.contains(at, cell);
        }

        @Override
        public int cell(int i) {
            return at[i];
        }
    }
}
