package ppl.aeppl.rule.loop;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Sequence;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.batch.Vectorized;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;
import ppl.graph.op.MultiOp.Projection;

/**
 * The law of a loop that gives one result: of a map over rows as of the function for all of them, else of one step given those before it.
 */
final class LoopDerivation {

    private final Application at;
    private final Refusals refusals;
    private final Sequence sequence;
    private final Map<Var, Law> laws;
    private final Loop loop;
    private final Part part;
    private final List<Var> inputs;
    private final Var result;

    LoopDerivation(Application at, Sequence sequence, Map<Var, Law> laws, Loop loop, Part part, Var result) {
        this.at = at;
        this.refusals = new Refusals(at);
        this.sequence = sequence;
        this.laws = laws;
        this.loop = loop;
        this.part = part;
        this.inputs = result.inputs();
        this.result = result;
    }

    Outcome run() {
        Var map = asMap();
        if (map != null) {
            return sequence.derive(map);
        }
        Outcome.Refused refused = refused();
        if (refused != null) {
            return refused;
        }
        Map<Var, Law> random = new LinkedHashMap<>();
        for (Var tensor : loop.sequences(inputs)) {
            if (sequence.isRandom(tensor)) {
                switch (law(tensor)) {
                    case Outcome.Derived(Law law, var _) -> random.put(tensor, law);
                    case Outcome.Refused why -> {
                        return why;
                    }
                    case Outcome.NotMine _ -> throw new AssertionError("derive answers");
                }
            }
        }
        Set<Var> shared = Sources.sharedBy(
                random.values().stream().map(law -> law.type().sources()).toList());
        if (!shared.isEmpty()) {
            return refusals.enterTwice(shared);
        }
        return new StepDerivation(at, sequence, loop, (Part.Stack) part, result, random).run();
    }

    /** What a loop without states gives, computed for all rows at once; null if it has states, or if only a loop computes it. */
    private @Nullable Var asMap() {
        Var body = part instanceof Part.Stack(int result) ? loop.stacked().get(result) : null;
        if (body == null
                || loop.states() > 0
                || !loop.reachesAll(inputs)
                || !(this.result.shape().extent(0) instanceof Extent.Known(int rows))
                || Graph.order(List.of(body)).stream().anyMatch(x -> x.op() instanceof Projection(Loop _, int _))) {
            return null;
        }
        BatchAxis axis = new BatchAxis(0, rows);
        Map<Var, Batched> places = new IdentityHashMap<>();
        places.put(loop.row(), new Batched(Functions.arange(rows), List.of(axis)));
        for (int i = 0; i < loop.sequences(); i++) {
            places.put(
                    loop.elements().get(i), new Batched(loop.sequences(inputs).get(i), List.of(axis)));
        }
        for (int m = 0; m < loop.others().size(); m++) {
            places.put(loop.others().get(m), Batched.same(loop.others(inputs).get(m)));
        }
        return Vectorized.of(List.of(body), places).getFirst().over(List.of(axis));
    }

    private Outcome law(Var tensor) {
        Law known = laws.get(tensor);
        return known == null ? sequence.derive(tensor) : at.derived(Recurrence.ID, known);
    }

    private Outcome.@Nullable Refused refused() {
        if (loop.goOn() != null) {
            return refusals.whileLoop();
        }
        if (!(part instanceof Part.Stack)) {
            return refusals.notStacked();
        }
        if (sequence.isRandom(inputs.get(0)) || !loop.reachesAll(inputs)) {
            return refusals.unknownSteps();
        }
        List<Var> first = random(loop.first(inputs));
        if (!first.isEmpty()) {
            return refusals.randomStart(first);
        }
        List<Var> others = random(loop.others(inputs));
        return others.isEmpty() ? null : refusals.sameInAll(others);
    }

    private List<Var> random(List<Var> nodes) {
        return nodes.stream().filter(sequence::isRandom).collect(Collectors.toList());
    }
}
