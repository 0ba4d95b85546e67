package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.fuse.Statement.Operand;

/**
 * Decides what may share a loop, by the typed fusion of Kennedy and McKinley (1993): a type is an iteration space, and fusion is
 * prevented where an operand comes from another space or through a fold, a sum by group or a call. The level of a
 * statement is the greatest number of such edges on a path to it, so that forward and backward pass of one space meet in one
 * loop. Unlike there, statements that nobody waits for then sink to a later loop of their space, which saves loops and
 * values kept between them.
 */
final class TypedFusion {

    private final Statements statements;
    private final int[] level;
    private int last;

    private TypedFusion(Statements statements) {
        this.statements = statements;
        this.level = new int[statements.all().size()];
    }

    static Levels levels(Statements statements) {
        TypedFusion fusion = new TypedFusion(statements);
        fusion.earliest();
        fusion.sinkPoints();
        fusion.sinkComponents();
        fusion.sinkValues();
        return new Levels(fusion.level);
    }

    private int level(Statement s) {
        return level[s.number()];
    }

    private void earliest() {
        for (Statement s : statements.all()) {
            int earliest = 0;
            for (Operand o : s.operands()) {
                for (Statement source : statements.definitions(o.view().base())) {
                    earliest = Math.max(earliest, level(source) + (o.fused() == source ? 0 : 1));
                }
            }
            level[s.number()] = earliest;
            last = Math.max(last, earliest);
        }
    }

    /** Scalar work costs the same anywhere: done late, it holds nobody else back. */
    private void sinkPoints() {
        for (Statement s : statements.all().reversed()) {
            if (s.space().isPoint()) {
                int latest = last;
                for (Statement user : statements.users(s)) {
                    latest = Math.min(latest, latest(s, user));
                }
                level[s.number()] = latest;
            }
        }
    }

    /** The highest level at which a user still finds a statement done. */
    private int latest(Statement s, Statement user) {
        return level(user) - (user.fusesWith(s) ? 0 : 1);
    }

    /** Statements of a loop that hang together sink as one to the last loop of their space that still is in time. */
    private void sinkComponents() {
        Map<Space, TreeSet<Integer>> loops = new HashMap<>();
        for (Statement s : statements.all()) {
            if (s.space().call() == null && !s.space().isPoint()) {
                loops.computeIfAbsent(s.space(), _ -> new TreeSet<>()).add(level(s));
            }
        }
        loops.values().removeIf(levels -> levels.size() < 2);
        int[] roots = roots(loops);
        List<List<Statement>> components = components(roots);
        components.sort((a, b) -> Integer.compare(level(b.getFirst()), level(a.getFirst())));
        for (List<Statement> component : components) {
            Statement any = component.getFirst();
            Integer to = loops.getOrDefault(any.space(), new TreeSet<>()).floor(latest(component, roots));
            if (to != null && to > level(any)) {
                component.forEach(s -> level[s.number()] = to);
            }
        }
    }

    private int latest(List<Statement> component, int[] roots) {
        int latest = last;
        for (Statement s : component) {
            for (Statement user : statements.users(s)) {
                if (roots[user.number()] != roots[s.number()]) {
                    latest = Math.min(latest, latest(s, user));
                }
            }
        }
        return latest;
    }

    /** For each statement of these spaces one that stands for all that hang together with it; -1 for the others. */
    private int[] roots(Map<Space, TreeSet<Integer>> loops) {
        int[] parents = new int[level.length];
        Arrays.fill(parents, -1);
        for (Statement s : statements.all()) {
            if (loops.containsKey(s.space())) {
                parents[s.number()] = s.number();
                for (Operand o : s.operands()) {
                    if (o.fused() != null && level(o.fused()) == level(s)) {
                        parents[root(parents, s.number())] =
                                root(parents, o.fused().number());
                    }
                }
            }
        }
        for (int s = 0; s < parents.length; s++) {
            parents[s] = parents[s] < 0 ? -1 : root(parents, s);
        }
        return parents;
    }

    private static int root(int[] parents, int s) {
        int at = s;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private List<List<Statement>> components(int[] roots) {
        Map<Integer, List<Statement>> byRoot = new HashMap<>();
        List<List<Statement>> components = new ArrayList<>();
        for (Statement s : statements.all()) {
            int root = roots[s.number()];
            if (root >= 0) {
                byRoot.computeIfAbsent(root, _ -> {
                            List<Statement> fresh = new ArrayList<>();
                            components.add(fresh);
                            return fresh;
                        })
                        .add(s);
            }
        }
        return components;
    }

    /** A value that only one later loop reads is computed there, unless that would keep more values than it saves. */
    private void sinkValues() {
        for (Statement s : statements.all().reversed()) {
            Integer to = s.isValue() && !s.space().isPoint() ? onlyReader(s) : null;
            if (to != null && to > level(s) && keptByMoving(s) <= 1) {
                level[s.number()] = to;
            }
        }
    }

    private @Nullable Integer onlyReader(Statement s) {
        Integer only = null;
        for (Statement user : statements.users(s)) {
            boolean other = only != null && only != level(user);
            if (other || !user.fusesWith(s)) {
                return null;
            }
            only = level(user);
        }
        return only;
    }

    private int keptByMoving(Statement s) {
        int kept = 0;
        for (Operand o : s.operands()) {
            Statement source = o.fused();
            if (source != null && level(source) == level(s) && !isKept(source)) {
                kept++;
            }
        }
        return kept;
    }

    private boolean isKept(Statement source) {
        return statements.outputOf(source.node()) != null
                || statements.users(source).stream()
                        .anyMatch(user -> level(user) != level(source) || !user.fusesWith(source));
    }
}
