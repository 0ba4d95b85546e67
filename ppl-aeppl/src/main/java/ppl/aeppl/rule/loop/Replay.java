package ppl.aeppl.rule.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import ppl.aeppl.law.Law;
import ppl.graph.Functions;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;
import ppl.graph.op.MultiOp.Projection;

/**
 * A loop with values in the place of what is random.
 *
 * @param loop its result, a stack
 * @param random the laws of the random tensors that it goes over
 */
record Replay(Var loop, Map<Var, Law> random) {

    /** The result, given how values are made of the laws, with the leading axes that all values have. */
    Var of(Function<Law, Var> make) {
        Map<Var, Var> values = new LinkedHashMap<>();
        random.forEach((tensor, law) -> values.put(tensor, make.apply(law)));
        Map.Entry<Var, Var> first = values.entrySet().iterator().next();
        int lead = first.getValue().rank() - first.getKey().rank();
        return lead == 0
                ? Substitution.replace(List.of(loop), values).getFirst()
                : new Many(loop, values, first.getValue().shape().slice(0, lead)).run();
    }

    /** The loop for many values side by side: each step for all of them. */
    private static final class Many {

        private final Loop of;
        private final Part.Stack part;
        private final List<Var> inputs;
        private final Map<Var, Var> values;
        private final Shape lead;
        private final List<BatchAxis> axes;

        Many(Var loop, Map<Var, Var> values, Shape lead) {
            Projection result = (Projection) loop.op();
            this.of = (Loop) result.of();
            this.part = (Part.Stack) of.parts().get(result.index());
            this.inputs = loop.inputs();
            this.values = values;
            this.lead = lead;
            this.axes = IntStream.range(0, lead.rank())
                    .mapToObj(a -> new BatchAxis(a, lead.size(a)))
                    .toList();
        }

        Var run() {
            List<Var> tensors = of.sequences(inputs).stream()
                    .map(x -> values.containsKey(x) ? moved(values.get(x), lead.rank(), 1) : x)
                    .toList();
            Scan scan = Scan.over(
                    tensors.getFirst(), tensors.subList(1, tensors.size()).toArray(Var[]::new));
            for (Var first : of.first(inputs)) {
                scan = scan.from(Functions.broadcastTo(first, lead.concat(first.shape())));
            }
            Scan.Result result = (of.backward() ? scan.backward() : scan).run(this::step);
            return moved(result.output(), 1, lead.rank());
        }

        private Scan.Next step(Scan.Step t) {
            Map<Var, Batched> places = new IdentityHashMap<>();
            places.put(of.row(), Batched.same(t.row()));
            for (int i = 0; i < of.sequences(); i++) {
                boolean many = values.containsKey(of.sequences(inputs).get(i));
                places.put(of.elements().get(i), new Batched(t.element(i), many ? axes : List.of()));
            }
            for (int k = 0; k < of.states(); k++) {
                places.put(of.before().get(k), new Batched(t.state(k), axes));
            }
            for (int m = 0; m < of.others().size(); m++) {
                places.put(of.others().get(m), Batched.same(of.others(inputs).get(m)));
            }
            List<Var> results = Vectorized.of(of.step().results(), places).stream()
                    .map(x -> x.over(axes))
                    .toList();
            return t.next(results.subList(0, of.states()).toArray(Number[]::new))
                    .give(results.get(of.states() + part.result()));
        }

        /** So many first axes, put behind so many that follow them. */
        private static Var moved(Var x, int first, int behind) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, first + behind).boxed().toList());
            Collections.rotate(order, behind);
            IntStream.range(first + behind, x.rank()).forEach(order::add);
            return Functions.transpose(
                    x, order.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
