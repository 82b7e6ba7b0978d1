package org.hypnos.core.audit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.evaluation.LatentStates;

/**
 * All that the particles of a run can draw between them, by number.
 *
 * @param byParticle the paths that each particle can go
 */
record Tuples(ImmutableSortedMap<Integer, ImmutableList<Path>> byParticle) {
    private static final int RUN_AT_ONCE = 256;

    /**
     * Those of {@code subject}, found by running it along every beginning of a path, all particles the same one, until no
     * path has a next choice.
     *
     * @throws NotListableException if there are more than 2^20 of them, or if a site's values cannot be listed
     */
    static Tuples of(Subject subject) {
        Search search = new Search(subject);
        List<Path> begun = List.of(Path.BEGINNING);
        while (!begun.isEmpty()) {
            search.longer = new ArrayList<>();
            search.level = begun.size();
            int atOnce = subject.together() ? 1 : RUN_AT_ONCE;
            for (int from = 0; from < begun.size(); from += atOnce) {
                search.extend(begun.subList(from, Math.min(begun.size(), from + atOnce)));
            }
            begun = search.longer;
        }
        return new Tuples(ImmutableSortedMap.copyOf(Maps.transformValues(search.ended, ImmutableList::copyOf)));
    }

    /** The paths found so far, level by level. */
    private static final class Search {
        private final Subject subject;
        private final Workspace workspace = new Workspace(Engine.fastest());
        private final TreeMap<Integer, Set<Path>> ended = new TreeMap<>();
        private List<Path> longer = new ArrayList<>();
        private int level; // how many paths there are that become longer

        Search(Subject subject) {
            this.subject = subject;
        }

        void extend(List<Path> begun) {
            workspace.reset();
            ListedDraws draws = new ListedDraws(subject, workspace, 0, (tuple, particle) -> begun.get(tuple));
            subject.run(draws, 0, begun.size(), workspace);
            for (int i = 0; i < begun.size(); i++) {
                ListedDraws.Open open = draws.open(i);
                if (open != null) {
                    extend(begun.get(i), open, draws.particles(i).size());
                } else {
                    end(begun.get(i), draws, i);
                }
            }
        }

        private void extend(Path path, ListedDraws.Open open, int particles) {
            double paths = longer.size() + open.latent().count();
            if (StrictMath.pow(paths, particles) > LatentStates.MOST) {
                // Most often all paths have this site.
                double all = particles * StrictMath.log(level * open.latent().count()) / StrictMath.log(2);
                throw new NotListableException(String.format(
                        Locale.ROOT,
                        "up to site '%s' there are some 2^%.1f tuples for %d particles, more than 2^20",
                        open.choice().site(),
                        all,
                        particles));
            }
            for (long value = 0; value < (long) open.latent().count(); value++) {
                longer.add(path.with(open.choice(), open.latent().value(value)));
            }
        }

        private void end(Path path, ListedDraws draws, int tuple) {
            for (int particle : draws.particles(tuple)) {
                if (draws.possible(tuple, particle)) {
                    ended.computeIfAbsent(particle, any -> new LinkedHashSet<>())
                            .add(path.only(draws.choices(tuple, particle)));
                }
            }
        }
    }

    /** What becomes of a run for {@code n} tuples from number {@code first} on. */
    interface Visitor {
        void visit(Subject.Run run, ListedDraws draws, int first, int n);
    }

    /** Runs all of them, {@code atOnce} side by side, or one by one if the data of {@code subject} run together. */
    void run(Subject subject, int atOnce, Visitor visitor) {
        int count = count();
        Workspace workspace = new Workspace(Engine.fastest());
        int step = subject.together() ? 1 : atOnce;
        for (int first = 0; first < count; first += step) {
            workspace.reset();
            int n = Math.min(step, count - first);
            ListedDraws draws = new ListedDraws(subject, workspace, first, this::path);
            visitor.visit(subject.run(draws, first, n, workspace), draws, first, n);
        }
    }

    /** How many there are; an {@link NotListableException} if more than 2^20. */
    int count() {
        double count = 1;
        for (ImmutableList<Path> paths : byParticle.values()) {
            count *= paths.size();
        }
        if (count > LatentStates.MOST) {
            throw new NotListableException(String.format(Locale.ROOT, "%.0f tuples, more than 2^20", count));
        }
        return (int) count;
    }

    /** What {@code particle} draws in {@code tuple}; the first particle's path changes fastest. */
    Path path(int tuple, int particle) {
        ImmutableList<Path> own = byParticle.get(particle);
        if (own == null) {
            return Path.BEGINNING;
        }
        int rest = tuple;
        for (ImmutableList<Path> before : byParticle.headMap(particle).values()) {
            rest /= before.size();
        }
        return own.get(rest % own.size());
    }
}
