package ppl.aeppl.rule.loop;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.graph.Functions;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;

/**
 * Nodes of a step in all rows at once. A state that follows from the value of the step before, or from states that do, is moved on by a row; only states
 * that must be computed from themselves are carried by a loop.
 */
final class AllAtOnce {

    private final Step step;
    private final BatchAxis axis;
    private final Map<Var, Var> tensors;
    private final Map<Var, Batched> places = new IdentityHashMap<>();
    private final Set<Integer> known = new LinkedHashSet<>();

    AllAtOnce(Rows rows) {
        this.step = rows.step();
        this.axis = new BatchAxis(0, ((Extent.Known) rows.count()).size());
        this.tensors = rows.tensors();
        tensors.forEach((standIn, tensor) -> places.put(standIn, rows(tensor)));
        places.put(step.standIns().row(), rows(Functions.arange(axis.size())));
    }

    private Batched rows(Var tensor) {
        return new Batched(tensor, List.of(axis));
    }

    List<Var> of(List<Var> nodes) {
        resolve(step.statesBehind(nodes));
        return Vectorized.of(nodes, places).stream().map(Batched::value).toList();
    }

    private void resolve(Set<Integer> states) {
        List<Integer> open = new ArrayList<>(states);
        while (!open.isEmpty()) {
            Integer ready = open.stream()
                    .filter(k -> known.containsAll(step.statesIn(step.after().get(k))))
                    .findFirst()
                    .orElse(null);
            if (ready == null) {
                List<Var> before = open.stream().map(step.before()::get).toList();
                List<Var> rows = Carried.of(step, Extent.of(axis.size()), tensors, open, before);
                for (int i = 0; i < open.size(); i++) {
                    put(open.get(i), rows.get(i));
                }
                return;
            }
            Var after = Vectorized.of(List.of(step.after().get(ready)), places)
                    .getFirst()
                    .over(List.of(axis));
            put(ready, moved(after, step.first().get(ready)));
            open.remove(ready);
        }
    }

    private void put(int state, Var rows) {
        Var standIn = step.before().get(state);
        tensors.put(standIn, rows);
        places.put(standIn, rows(rows));
        known.add(state);
    }

    /** Each row that of the step before; the first states come before the first step. */
    private Var moved(Var after, Var first) {
        int n = axis.size();
        Var start = Functions.expandDims(first.cast(after.dtype()), 0);
        if (n <= 1) {
            return Functions.slice(start, 0, 0, n, 1);
        }
        Var others = Functions.slice(after, 0, step.backward() ? 1 : 0, n - 1, 1);
        return Functions.concat(step.backward() ? List.of(others, start) : List.of(start, others), 0);
    }
}
