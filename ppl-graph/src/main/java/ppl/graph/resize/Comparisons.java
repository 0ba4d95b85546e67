package ppl.graph.resize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Iota;
import ppl.graph.op.Reshape;
import ppl.graph.op.Transpose;

/** Where counted positions are compared with others for equality, as in indicators of groups: such a count is as good as an index. */
final class Comparisons {

    private Comparisons() {}

    /** Of counts that are used in no other way, the positions they are compared with. What else is done with a count depends on the order. */
    static List<Findings.Pick> of(Findings findings) {
        Map<Occurrence, List<Occurrence>> users = new IdentityHashMap<>();
        for (Occurrence o : findings.all) {
            o.operands().forEach(x -> users.computeIfAbsent(x, _ -> new ArrayList<>())
                    .add(o));
        }
        Set<Occurrence> counted = Collections.newSetFromMap(new IdentityHashMap<>());
        findings.counts.forEach(count -> spread(count, users, counted));
        List<Findings.Pick> compared = new ArrayList<>();
        for (Occurrence count : findings.counts) {
            Set<Occurrence> same = Collections.newSetFromMap(new IdentityHashMap<>());
            spread(count, users, same);
            boolean ordered = false;
            for (Occurrence x : same) {
                for (Occurrence user : users.getOrDefault(x, List.of())) {
                    if (user.op() instanceof Compare(Compare.Fn fn) && (fn == Compare.Fn.EQ || fn == Compare.Fn.NE)) {
                        user.operands().stream()
                                .filter(y -> !counted.contains(y))
                                .forEach(y -> compared.add(new Findings.Pick(count.axis(0), y, user.node())));
                    } else {
                        ordered |= !same.contains(user);
                    }
                }
            }
            if (ordered) {
                findings.order(count.axis(0), count, true);
            }
        }
        return compared;
    }

    /** A count, and what only repeats it or lays it out otherwise. */
    private static void spread(Occurrence count, Map<Occurrence, List<Occurrence>> users, Set<Occurrence> same) {
        List<Occurrence> open = new ArrayList<>(List.of(count));
        while (!open.isEmpty()) {
            Occurrence o = open.removeLast();
            if (same.add(o)) {
                users.getOrDefault(o, List.of()).stream()
                        .filter(Comparisons::isSame)
                        .forEach(open::add);
            }
        }
    }

    private static boolean isSame(Occurrence o) {
        return switch (o.op()) {
            case Iota _, Broadcast _, Reshape _, Transpose _, Cast _ -> true;
            default -> false;
        };
    }
}
