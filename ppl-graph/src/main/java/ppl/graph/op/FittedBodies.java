package ppl.graph.op;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * Bodies that share one list of operands, in the one form for these operands: parameters have the operands' types and bounds,
 * operands come in the order in which the results reach them, none twice, and constants and repetitions are inside, where they can be simplified.
 *
 * @param bodies over parameters for the operands
 * @param operands one for each parameter
 */
record FittedBodies(List<Body> bodies, List<Var> operands) {

    /** Copies the lists. */
    FittedBodies {
        bodies = List.copyOf(bodies);
        operands = List.copyOf(operands);
    }

    /** Bodies in that form; the same object's lists if they have it. */
    static FittedBodies of(List<Body> bodies, List<Var> operands) {
        Fit fit = new Fit(0);
        Map<Var, Var> inside = new IdentityHashMap<>();
        List<Var> parameters = bodies.getFirst().parameters();
        for (Var node :
                Graph.order(bodies.stream().flatMap(b -> b.results().stream()).toList())) {
            if (node.op() instanceof Input) {
                inside.put(node, fit.place(operands.get(parameters.indexOf(node))));
            }
        }
        if (fit.operands.equals(operands) && fit.parameters.equals(parameters)) {
            return new FittedBodies(bodies, operands);
        }
        List<Body> fitted = new ArrayList<>();
        for (Body b : bodies) {
            fitted.add(Body.of(fit.parameters, Substitution.replace(b.results(), inside)));
        }
        return new FittedBodies(fitted, fit.operands);
    }

    /** Operands and their parameters, lengths before their users. */
    static final class Fit {
        final List<Var> operands = new ArrayList<>();
        final List<Var> parameters = new ArrayList<>();
        private final Map<Var, Var> places = new IdentityHashMap<>();
        private final int before;

        /** Of a body that has so many other parameters before these. */
        Fit(int before) {
            this.before = before;
        }

        /** What an operand is inside. */
        Var place(Var x) {
            Var known = places.get(x);
            if (known != null) {
                return known;
            }
            lengths(x.shape());
            Var place = isClosed(x) ? x : x.op() instanceof Broadcast b ? repeated(b, x) : parameter(x);
            places.put(x, place);
            return place;
        }

        /** A type of the graph around as it is inside. */
        TensorType inside(TensorType type) {
            lengths(type.shape());
            return Body.renamed(type, places);
        }

        private void lengths(Shape shape) {
            for (Extent e : shape.extents()) {
                if (e instanceof Extent.Symbolic(Var length)) {
                    place(length);
                }
            }
        }

        private static boolean isClosed(Var x) {
            return x.op() instanceof Constant
                    || (x.op() instanceof Iota && x.shape().isKnown());
        }

        private Var repeated(Broadcast b, Var x) {
            Var inner = place(x.inputs().getFirst());
            return Var.of(b.withShapes(List.of(Body.renamed(b.to(), places))), inner);
        }

        private Var parameter(Var x) {
            Var parameter = Body.parameter(before + operands.size(), Body.renamed(x.type(), places), x.range());
            operands.add(x);
            parameters.add(parameter);
            return parameter;
        }
    }
}
