package ppl.graph.resize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.DType;
import ppl.graph.PplException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.Input;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.RandomOp;
import ppl.graph.op.RichOp;
import ppl.graph.random.KeyVar;

/** Which axes are one by what is inside an op: what it expands into, how it is drawn, what it repeats or chooses. */
final class Interior {

    private final Reading reading;
    private final Occurrence o;

    Interior(Reading reading, Occurrence o) {
        this.reading = reading;
        this.o = o;
    }

    /** By its expansion, which is of primitives in the end. */
    void ofRich(RichOp op) {
        Reading inside = reading.expansion();
        int found = reading.findings().orders().size();
        List<Var> standIns = standIns(inside);
        Var expansion = attempt(() -> op.expand(standIns));
        if (expansion != null) {
            join(inside.read(expansion).axes(), o.axes(), 0);
        }
        reading.findings().inside(found, o);
    }

    /** By the graph of a draw; of a family that draws nothing, parameters are repeated from the right. */
    void ofDraw(RandomOp op) {
        if (o.operands().stream().allMatch(x -> x.axes().length == 0)) {
            return;
        }
        Reading inside = reading.expansion();
        int found = reading.findings().orders().size();
        List<Var> standIns = standIns(inside);
        Var key = Var.input("key", new TensorType(DType.I64, Shape.scalar()));
        inside.stand(key, List.of(), new Axis[0]);
        Var drawn = op.family().whyNoDraws() != null
                ? null
                : attempt(() -> op.family().draw(new KeyVar(key), standIns, op.batch()));
        if (drawn != null) {
            join(inside.read(drawn).axes(), o.axes(), 0);
        } else {
            o.operands().forEach(x -> repeatedTo(x.axes(), op.batch().rank()));
        }
        reading.findings().inside(found, null);
    }

    private void repeatedTo(Axis[] parameter, int batch) {
        int lead = batch - parameter.length;
        for (int a = 0; lead >= 0 && a < parameter.length; a++) {
            parameter[a].join(o.axis(lead + a));
        }
    }

    private interface Making {
        Var make();
    }

    /** Null where it cannot be made of stand-ins: then no axes are one, and what is rebuilt is compared with what is expected. */
    private static @Nullable Var attempt(Making making) {
        try {
            return making.make();
        } catch (PplException e) {
            return null;
        }
    }

    /** Inputs in the place of operands; constants of one number as they are, which may decide what is made. */
    private List<Var> standIns(Reading inside) {
        List<Var> standIns = new ArrayList<>();
        for (Occurrence x : o.operands()) {
            Var node = x.node();
            boolean number = node.rank() == 0 && node.constantValue() != null;
            Var standIn = number ? node : Var.of(new Input(new Input.Slot("operand"), node.type(), node.range()));
            inside.stand(standIn, List.of(x), x.axes());
            standIns.add(standIn);
        }
        return standIns;
    }

    /** Axes from one on of the first with those of the second, as far as both are known to agree. */
    private static void join(Axis[] some, Axis[] others, int from) {
        for (int a = from; a < Math.min(some.length, others.length); a++) {
            some[a].join(others[a]);
        }
    }

    void ofBodies(Projection p) {
        switch (p.of()) {
            case Cond cond -> ofBranches(cond, p.index());
            case Loop loop -> ofSteps(loop, p.index());
        }
    }

    private void ofBranches(Cond cond, int result) {
        int found = reading.findings().orders().size();
        for (Body body : cond.bodies()) {
            Reading inside = reading.body();
            for (int i = 0; i < body.parameters().size(); i++) {
                Occurrence x = o.operands().get(i + 1);
                inside.stand(body.parameters().get(i), List.of(x), x.axes());
            }
            for (Var y : body.results()) {
                inside.read(y);
            }
            join(inside.at(body.results().get(result)).axes(), o.axes(), 0);
            o.bodies().add(inside);
        }
        reading.findings().inside(found, o);
    }

    private void ofSteps(Loop loop, int result) {
        List<Occurrence> operands = o.operands();
        Axis rows = rows(loop, result);
        reading.findings().order(rows, o, true);
        int found = reading.findings().orders().size();
        Reading inside = reading.body();
        inside.stand(loop.row(), List.of(), new Axis[0]);
        for (int j = 0; j < loop.sequences(); j++) {
            Occurrence x = loop.sequences(operands).get(j);
            rows.join(x.axis(0));
            inside.stand(loop.elements().get(j), List.of(x), Arrays.copyOfRange(x.axes(), 1, x.axes().length));
        }
        for (int k = 0; k < loop.states(); k++) {
            Occurrence x = loop.first(operands).get(k);
            inside.stand(loop.before().get(k), List.of(x), x.axes());
        }
        for (int m = 0; m < loop.others().size(); m++) {
            Occurrence x = loop.others(operands).get(m);
            inside.stand(loop.others().get(m), List.of(x), x.axes());
        }
        for (int k = 0; k < loop.states(); k++) {
            join(
                    inside.read(loop.next().get(k)).axes(),
                    loop.first(operands).get(k).axes(),
                    0);
        }
        loop.stacked().forEach(inside::read);
        if (loop.goOn() != null) {
            loop.goOn().results().forEach(inside::read);
        }
        switch (loop.parts().get(result)) {
            case Loop.Part.Made _ -> {}
            case Loop.Part.Last(int k) -> join(loop.first(operands).get(k).axes(), o.axes(), 0);
            case Loop.Part.Before(int k) ->
                behindRows(rows, loop.first(operands).get(k));
            case Loop.Part.Stack(int j) ->
                behindRows(rows, inside.at(loop.stacked().get(j)));
        }
        reading.findings().inside(found, o);
        o.bodies().add(inside);
    }

    private void behindRows(Axis rows, Occurrence element) {
        rows.join(o.axis(0));
        for (int a = 0; a < element.axes().length; a++) {
            element.axis(a).join(o.axis(a + 1));
        }
    }

    /** The axis along which the steps lie, of sequences and stacks. */
    private Axis rows(Loop loop, int result) {
        if (loop.sequences() > 0) {
            return loop.sequences(o.operands()).getFirst().axis(0);
        }
        boolean stacks = loop.parts().get(result) instanceof Loop.Part.Stack
                || loop.parts().get(result) instanceof Loop.Part.Before;
        Tensor count = o.node().unfolded().inputs().getFirst().constantValue();
        Axis rows = stacks ? o.axis(0) : new Axis(count == null ? 0 : (int) count.longAt(0));
        if (!reading.isExpansion()) {
            reading.findings()
                    .loose
                    .add(new Findings.Loose(
                            rows, o, "the number of steps of " + o.node().describe()));
        }
        return rows;
    }
}
