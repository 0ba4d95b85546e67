package ppl.graph.text;

import java.util.ArrayList;
import java.util.List;
import ppl.graph.Body;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.MultiOp;

/** Reads operations with bodies. */
final class BodyReader {

    /** Bodies within bodies: text of more is refused, since each level may be adapted to its operands again when one around it is. */
    static final int DEEPEST = 12;

    private BodyReader() {}

    static void application(NodeReader nodes, Lines lines, Scope scope, String line) throws TextFormatException {
        if (scope.depth() >= DEEPEST) {
            throw lines.fails("loops and conditions are nested more than " + DEEPEST + " deep; write those inside out");
        }
        TermReader in = nodes.term(scope, line);
        in.take("@");
        String id = in.applicationId();
        scope.claim(in, id);
        in.take(" = ");
        boolean isCond = in.takes("cond");
        LoopText.Head head = isCond ? null : LoopText.Head.read(in);
        List<Var> operands = in.operands();
        in.end();
        int count = head == null || head.asks() ? 2 : 1;
        List<Body> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            Body body = body(nodes, lines, scope);
            if (!bodies.isEmpty() && !bodies.getFirst().parameters().equals(body.parameters())) {
                throw lines.fails("the bodies of an operation have the same parameters, but those of this one differ");
            }
            bodies.add(body);
        }
        MultiOp of = head == null ? new Cond(bodies.get(0), bodies.get(1)) : head.of(in, bodies);
        scope.put(id, new Scope.Application(of, operands));
    }

    private static Body body(NodeReader nodes, Lines lines, Scope around) throws TextFormatException {
        if (!lines.next().equals("body")) {
            throw lines.fails("the line 'body' is missing here; the text is damaged");
        }
        Scope scope = around.inside();
        TermReader in = nodes.term(scope, nodes.nodes(scope, lines.next()));
        in.take("return");
        List<Var> results = NodeReader.references(in);
        return Body.of(scope.parameters(in), results);
    }
}
