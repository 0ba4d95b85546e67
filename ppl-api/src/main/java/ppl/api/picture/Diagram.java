package ppl.api.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.Model;

/**
 * What a picture of a model shows: a node for each variable, an arrow from each that it is directly computed from or drawn by, and a plate around
 * those along the same dims.
 *
 * @param nodes in the order of the model: data, variables without a value, summed out, observed, deterministic ones, potentials
 * @param arrows from parents to children, by the positions of nodes
 */
record Diagram(List<Node> nodes, List<Arrow> arrows) {

    /** What a node stands for. */
    enum Kind {
        DATA,
        FREE,
        SUMMED,
        OBSERVED,
        DETERMINISTIC,
        POTENTIAL
    }

    /**
     * A variable.
     *
     * @param law the name of its distribution; of what has none, what it is
     * @param plate its axes, as {@code school (8) × item (20)}; empty of a scalar
     */
    record Node(String name, Kind kind, String law, String plate) {}

    /** Something that a variable is computed from. */
    record Arrow(int from, int to) {}

    /** Copies the lists. */
    Diagram {
        nodes = List.copyOf(nodes);
        arrows = List.copyOf(arrows);
    }

    /** The picture of a model. */
    static Diagram of(Model model) {
        Parents parents = new Parents(model);
        List<Node> nodes = new ArrayList<>();
        List<Arrow> arrows = new ArrayList<>();
        for (Parents.Named v : parents.all()) {
            parents.of(v).forEach(p -> arrows.add(new Arrow(p, nodes.size())));
            nodes.add(new Node(v.name(), v.kind(), v.law(), Plates.label(v.node(), v.dims())));
        }
        return new Diagram(nodes, arrows);
    }

    /** The positions of nodes by their plates, in the order of the first node of each; scalars are in the plate without a label. */
    Map<String, List<Integer>> plates() {
        Map<String, List<Integer>> plates = new LinkedHashMap<>();
        plates.put("", new ArrayList<>());
        for (int i = 0; i < nodes.size(); i++) {
            plates.computeIfAbsent(nodes.get(i).plate(), _ -> new ArrayList<>()).add(i);
        }
        return plates;
    }
}
