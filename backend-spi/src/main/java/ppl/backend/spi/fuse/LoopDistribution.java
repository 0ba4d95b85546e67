package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import ppl.backend.spi.fuse.Statement.Effect;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;

/**
 * Loop distribution: cuts the statements of each space and level into loops. A loop combines over one set of axes only, and the
 * rows of a sum by group stay in their order: what does not fit goes to a loop of its own that reads stored values. Bodies longer
 * than the machine takes are cut.
 */
final class LoopDistribution {

    private final int longest;
    private final List<Cluster> clusters = new ArrayList<>();

    private LoopDistribution(int longest) {
        this.longest = longest;
    }

    static Clusters clusters(List<Statement> statements, Levels levels, KernelLimits limits) {
        TreeMap<Integer, Map<Space, List<Statement>>> byLevel = new TreeMap<>();
        for (Statement s : statements) {
            byLevel.computeIfAbsent(levels.of(s), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(s.space(), _ -> new ArrayList<>())
                    .add(s);
        }
        LoopDistribution result = new LoopDistribution(limits.statements());
        byLevel.values().forEach(spaces -> spaces.forEach(result::cut));
        return Clusters.of(result.clusters, statements.size());
    }

    private void cut(Space space, List<Statement> group) {
        Set<Integer> main = mainPattern(space, group);
        List<Statement> together = new ArrayList<>();
        Map<Set<Integer>, List<Statement>> apart = new LinkedHashMap<>();
        for (Statement s : group) {
            Set<Integer> pattern = pattern(s);
            if (pattern.isEmpty() || pattern.equals(main)) {
                together.add(s);
            } else {
                apart.computeIfAbsent(pattern, _ -> new ArrayList<>()).add(s);
            }
        }
        add(space, main, together);
        apart.forEach((pattern, statements) -> add(space, pattern, statements));
    }

    private void add(Space space, Set<Integer> pattern, List<Statement> statements) {
        for (int from = 0; from < statements.size(); from += longest) {
            List<Statement> piece = statements.subList(from, Math.min(statements.size(), from + longest));
            boolean folds = piece.stream().anyMatch(s -> !pattern(s).isEmpty());
            clusters.add(new Cluster(space, folds ? pattern : Set.of(), piece));
        }
    }

    /**
     * The axes over which most values of the group are combined. They go inside, and the rows of a sum by group must still
     * come in their order, in which each accumulator takes its members: of its rows' axes only the last may move inside.
     */
    private static Set<Integer> mainPattern(Space space, List<Statement> group) {
        List<Set<Integer>> rows = group.stream()
                .filter(Statement::isGroupSum)
                .map(LoopDistribution::rows)
                .distinct()
                .toList();
        Map<Set<Integer>, Integer> counts = new LinkedHashMap<>();
        for (Statement s : group) {
            Set<Integer> pattern = pattern(s);
            if (!pattern.isEmpty() && rows.stream().allMatch(r -> keepsOrder(r, pattern))) {
                counts.merge(pattern, 1, Integer::sum);
            }
        }
        Set<Integer> main = Set.of();
        int best = 0;
        for (Map.Entry<Set<Integer>, Integer> e : counts.entrySet()) {
            if (e.getValue() > best) {
                main = e.getKey();
                best = e.getValue();
            }
        }
        return main;
    }

    /** True if no axis that stays outside follows one that moves inside. */
    private static boolean keepsOrder(Set<Integer> rows, Set<Integer> inside) {
        boolean moved = false;
        for (int axis : rows) {
            boolean moves = inside.contains(axis);
            if (moved && !moves) {
                return false;
            }
            moved |= moves;
        }
        return true;
    }

    /** The axes of the space along which the index of a sum by group runs, ascending. */
    private static Set<Integer> rows(Statement s) {
        int first = ((ScatterAdd) s.node().op()).axis();
        int covered = s.node().inputs().get(1).rank();
        return places(s, a -> first <= a && a < first + covered);
    }

    /** The axes of the statement's space that it combines; none if it combines nothing. */
    static Set<Integer> pattern(Statement s) {
        if (!(s.effect() instanceof Effect.Fold)) {
            return Set.of();
        }
        return s.node().op() instanceof Reduce reduce ? places(s, reduce.axes()::contains) : Set.of();
    }

    private static Set<Integer> places(Statement s, IntPredicate axes) {
        Set<Integer> places = new TreeSet<>();
        int place = 0;
        for (int a = 0; a < s.domain().length; a++) {
            if (s.domain()[a] != 1) {
                if (axes.test(a)) {
                    places.add(place);
                }
                place++;
            }
        }
        return places;
    }
}
