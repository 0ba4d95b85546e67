package ppl.aeppl.law;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * The draws whose randomness a law consumes, in the order in which they were met, and of each which elements: two elements of one draw
 * are independent, so parts of it may be valued, added or compared like draws of their own. A set of elements that is known only
 * in a run counts as all.
 */
public final class Sources {

    private static final Sources NONE = new Sources(Map.of());

    private final Map<Var, Part> parts;

    private Sources(Map<Var, Part> parts) {
        this.parts = Collections.unmodifiableMap(parts);
    }

    /**
     * Elements of a draw.
     *
     * @param aligned how the elements of the law come from those of the draw, one from one; null if an element may depend on any
     * @param used the elements, found when two laws are compared; null for all
     */
    private record Part(
            @Nullable Rearrangement aligned, @Nullable Supplier<BitSet> used) {

        Part unaligned() {
            return new Part(null, used);
        }

        Part rearranged(Rearrangement by) {
            if (aligned == null || !aligned.to().equals(by.from())) {
                return unaligned();
            }
            Rearrangement path = aligned.then(by);
            Supplier<int[]> origins = path.origins();
            return origins == null ? new Part(null, null) : new Part(path, () -> set(origins.get()));
        }

        private static BitSet set(int[] elements) {
            BitSet set = new BitSet();
            for (int i : elements) {
                set.set(i);
            }
            return set;
        }

        boolean meets(Part other) {
            return used == null || other.used == null || used.get().intersects(other.used.get());
        }

        Part and(Part other) {
            if (equals(other)) {
                return this;
            }
            Supplier<BitSet> mine = used;
            Supplier<BitSet> theirs = other.used;
            return new Part(
                    null,
                    mine == null || theirs == null
                            ? null
                            : () -> {
                                BitSet either = (BitSet) mine.get().clone();
                                either.or(theirs.get());
                                return either;
                            });
        }
    }

    /** No draw. */
    public static Sources none() {
        return NONE;
    }

    /** All elements of a draw, element by element. */
    public static Sources of(Var draw) {
        return new Sources(Map.of(draw, new Part(Rearrangement.none(draw.shape()), null)));
    }

    /** Elements of draws, any of which any element of the law may depend on. */
    static Sources ofElements(Map<Var, BitSet> elements) {
        Map<Var, Part> parts = new LinkedHashMap<>();
        elements.forEach((draw, used) -> parts.put(draw, new Part(null, () -> used)));
        return new Sources(parts);
    }

    /** The draws. */
    public Set<Var> draws() {
        return parts.keySet();
    }

    /** True if no draw is consumed. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The sources of a law that is made of several. */
    public static Sources of(Collection<Sources> all) {
        Map<Var, Part> union = new LinkedHashMap<>();
        all.forEach(sources -> sources.parts.forEach((draw, part) -> union.merge(draw, part, Part::and)));
        return new Sources(union);
    }

    /** The draws of which two of several laws use the same element. */
    public static Set<Var> sharedBy(Collection<Sources> all) {
        Map<Var, Part> before = new LinkedHashMap<>();
        Set<Var> shared = new LinkedHashSet<>();
        for (Sources sources : all) {
            sources.parts.forEach((draw, part) -> {
                Part other = before.get(draw);
                if (other != null && part.meets(other)) {
                    shared.add(draw);
                }
                before.put(draw, other == null ? part : other.and(part));
            });
        }
        return shared;
    }

    /** The sources of a law that is made of two. */
    public Sources and(Sources other) {
        Map<Var, Part> union = new LinkedHashMap<>(parts);
        other.parts.forEach((draw, part) -> union.merge(draw, part, Part::and));
        return new Sources(union);
    }

    /** The sources of a law each of whose elements may depend on every element of this one, such as a sum over an axis. */
    public Sources whole() {
        Map<Var, Part> whole = new LinkedHashMap<>();
        parts.forEach((draw, part) -> whole.put(draw, part.unaligned()));
        return new Sources(whole);
    }

    /** The sources of elements of this law. */
    public Sources rearranged(Rearrangement by) {
        Map<Var, Part> picked = new LinkedHashMap<>();
        parts.forEach((draw, part) -> picked.put(draw, part.rearranged(by)));
        return new Sources(picked);
    }

    /** True if the law consumes every element of its draws, each for the element at its own position. */
    public boolean areWhole() {
        return parts.values().stream().allMatch(p -> p.aligned() != null && p.used() == null);
    }

    /**
     * For each element of the law the number, row-major, of the element of a draw that it is made of; empty if that is not known when the
     * graph is built, or if one is there several times, which means copies that are independent.
     */
    Optional<int[]> elementsOf(Var draw) {
        Part part = parts.get(draw);
        Supplier<int[]> known =
                part == null || part.aligned() == null ? null : part.aligned().origins();
        return Optional.ofNullable(known == null ? null : known.get())
                .filter(origins -> IntStream.of(origins).distinct().count() == origins.length);
    }

    /** The draws of which both use the same element. */
    public Set<Var> shared(Sources other) {
        Set<Var> shared = new LinkedHashSet<>();
        parts.forEach((draw, part) -> {
            Part theirs = other.parts.get(draw);
            if (theirs != null && part.meets(theirs)) {
                shared.add(draw);
            }
        });
        return shared;
    }

    @Override
    public String toString() {
        return parts.keySet().stream().map(Var::label).collect(Collectors.joining(", ", "{", "}"));
    }
}
