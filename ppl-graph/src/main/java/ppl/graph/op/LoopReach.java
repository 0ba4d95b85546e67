package ppl.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.Loop.Part;

/**
 * What some results of a loop are computed from, over all its steps: a state that a step reads draws in what the step before
 * left it by.
 *
 * @param parameters those that are read
 * @param states those that must be carried, by number
 * @param roots the results of the bodies that are needed
 */
record LoopReach(Set<Var> parameters, TreeSet<Integer> states, List<Var> roots) {

    static LoopReach of(Loop loop, List<Part> parts) {
        TreeSet<Integer> states = new TreeSet<>();
        List<Var> roots = new ArrayList<>();
        if (loop.goOn() != null) {
            roots.addAll(loop.goOn().results());
        }
        for (Part part : parts) {
            switch (part) {
                case Part.Made _ -> {}
                case Part.Last(int k) -> states.add(k);
                case Part.Before(int k) -> states.add(k);
                case Part.Stack(int j) -> roots.add(loop.stacked().get(j));
            }
        }
        states.forEach(k -> roots.add(loop.next().get(k)));
        Set<Var> parameters = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean more = true;
        while (more) {
            parameters.clear();
            Graph.order(roots).stream().filter(x -> x.op() instanceof Input).forEach(parameters::add);
            more = false;
            for (int k = 0; k < loop.states(); k++) {
                if (parameters.contains(loop.before().get(k)) && states.add(k)) {
                    roots.add(loop.next().get(k));
                    more = true;
                }
            }
        }
        return new LoopReach(parameters, states, roots);
    }
}
