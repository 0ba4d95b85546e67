package ppl.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import ppl.backend.tck.Conformance;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.ShapeOf;
import ppl.tests.graph.Primitive;

/**
 * Each primitive has a rule of the kit: it is in a program that a case of a rule about operations compiles. Whole programs, functions
 * and random programs do not count, since they hold primitives by chance.
 */
class KitCoversPrimitivesTest {

    /** Areas about operations: values, special numbers, shapes, reductions, contractions, indexing, linear algebra, branches. */
    private static final String OPERATIONS = "VSMRCILD";

    /** A length is a constant as soon as it is known, and in a program all are. */
    private static final Set<Primitive> NEVER_COMPILED = Set.of(new Primitive("ShapeOf"));

    /** Notes what it is given to compile. */
    private static final class Recorder extends BrokenBackend {

        private final Set<Primitive> seen = new TreeSet<>();

        @Override
        synchronized Graph spoil(Graph graph) {
            seen.addAll(Primitive.in(graph));
            return graph;
        }
    }

    private static Set<Primitive> seenBy(Rule rule) {
        Recorder recorder = new Recorder();
        Subject subject = Subject.of(recorder, Optional.empty());
        for (Case one : rule.cases()) {
            rule.run(one, subject);
        }
        return recorder.seen;
    }

    @Test
    void each_primitive_is_in_a_program_of_a_rule_about_operations() {
        Set<Primitive> missing = Primitive.all();
        assertTrue(missing.size() > 30, missing::toString);
        missing.removeAll(NEVER_COMPILED);
        for (Rule rule : Conformance.rules()) {
            if (OPERATIONS.indexOf(rule.id().charAt(0)) >= 0) {
                missing.removeAll(seenBy(rule));
            }
        }
        assertEquals(
                Set.of(),
                missing,
                "primitives without a rule of the conformance kit: add one to the rules of its area in ppl.backend.tck.areas");
    }

    @Test
    void what_no_rule_can_compile_is_in_no_program() {
        Graph length = new Graph(List.of(), List.of(Var.of(new ShapeOf(0), Var.input("x", 3))));
        assertEquals(Set.of(new Primitive("Constant")), Primitive.in(length));
    }
}
