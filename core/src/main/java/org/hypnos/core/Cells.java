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

    /** The two axes that tensors of the run have in front: [particle, datum]. */
    Shape plate();

    /** The stream {@code random} with a row for each cell; for each particle, shared by all data, if {@code global}. */
    RandomStream rows(RandomStream random, boolean global);

    /** The rectangle that the cells are of. */
    Rectangle whole();

    /** Whether the rectangle's cell with this number is among these. */
    boolean contains(int cell);

    /** The number, in the rectangle, of the cell at element {@code i} of the plate. */
    int cell(int i);

    /** Every one of some neighbouring particles, for each of some neighbouring data. */
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
