package ppl.backend.spi.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.graph.Tensor;
import ppl.graph.op.Binary;
import ppl.graph.op.Compare;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Unary;

/**
 * A plan as text for people: a line for each buffer, step and sink. {@code b3[4 + 2·i0]} is an element of buffer 3, {@code %5} the value
 * of step 5 of the same nest; loop axes are {@code i0}, {@code i1} and so on, outermost first.
 */
final class PlanText {

    private final KernelPlan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanText(KernelPlan plan) {
        this.plan = plan;
    }

    static String of(KernelPlan plan) {
        PlanText writer = new PlanText(plan);
        plan.buffers().forEach(b -> writer.line(0, buffer(b)));
        writer.kernels(0, plan.kernels());
        return writer.text.toString();
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(depth)).append(content).append('\n');
    }

    private static String buffer(Buffer b) {
        String place =
                switch (b.place()) {
                    case Place.Input(int position) -> "input " + position;
                    case Place.Output(int position) -> "output " + position;
                    case Place.Literal(Tensor value) -> "constant" + (value.length() == 1 ? " " + value : "");
                    case Place.Arena(int offset) -> "arena from " + offset;
                    case Place.Window(int of, int offset, List<Buffer.Move> moves) ->
                        "window of b" + of + " from " + offset
                                + moves.stream()
                                        .map(m -> " + " + times(m.stride(), "b" + m.counter()))
                                        .collect(Collectors.joining());
                };
        return "b" + b.id() + ": " + b.dtype() + "[" + b.length() + "], " + place;
    }

    private void kernels(int depth, List<Kernel> kernels) {
        kernels.forEach(k -> kernel(depth, k));
    }

    private void kernel(int depth, Kernel kernel) {
        switch (kernel) {
            case Kernel.LoopNest nest -> nest(depth, nest);
            case Kernel.Fill(int to, Tensor value) -> line(depth, "fill b" + to + " with " + value);
            case Kernel.GroupLayout layout ->
                line(
                        depth,
                        "lay out " + layout.groups() + " groups of " + view(layout.index()) + ": places b"
                                + layout.places() + ", long groups b" + layout.longGroups());
            case Kernel.GroupSums sums ->
                line(
                        depth,
                        "take " + sums.groups() + " sums by group from b" + sums.from() + " to b" + sums.to()
                                + ", long groups b" + sums.longGroups());
            case Kernel.Branch(View condition, List<Kernel> then, List<Kernel> otherwise) -> {
                line(depth, "if " + view(condition));
                kernels(depth + 1, then);
                line(depth, "else");
                kernels(depth + 1, otherwise);
            }
            case Kernel.Loop loop -> loop(depth, loop);
            case Kernel.LibraryCall(var op, List<View> operands, View result) ->
                line(
                        depth,
                        view(result) + " = "
                                + op.getClass().getSimpleName()
                                + operands.stream().map(PlanText::view).collect(Collectors.joining(", ", "(", ")")));
        }
    }

    private void loop(int depth, Kernel.Loop loop) {
        line(
                depth,
                (loop.backward() ? "backwards " : "")
                        + "steps " + view(loop.steps()) + " of at most " + loop.rows() + ", row b" + loop.counter()
                        + ", made b" + loop.made());
        Kernel.Condition condition = loop.condition();
        if (condition != null) {
            line(depth + 1, "while b" + condition.goOn());
            kernels(depth + 2, condition.kernels());
        }
        kernels(depth + 1, loop.step());
    }

    private void nest(int depth, Kernel.LoopNest nest) {
        String axes = IntStream.range(0, nest.sizes().size())
                .mapToObj(a -> "i" + a + " < " + nest.sizes().get(a) + (a < nest.kept() ? "" : " folded"))
                .collect(Collectors.joining(", "));
        line(depth, axes.isEmpty() ? "once" : "loop " + axes);
        for (int s = 0; s < nest.steps().size(); s++) {
            line(depth + 1, "%" + s + " = " + step(nest.steps().get(s)));
        }
        nest.sinks().forEach(sink -> line(depth + 1, sink(sink)));
    }

    private static String step(Step step) {
        return switch (step) {
            case Step.Load(var dtype, Access from) -> dtype + " " + access(from);
            case Step.Immediate(Tensor value) -> value.dtype() + " " + value;
            case Step.Position(int offset, List<Integer> strides) -> place(offset, strides);
            case Step.Apply(var dtype, var op, List<Integer> operands) ->
                dtype + " " + name(op)
                        + operands.stream().map(o -> "%" + o).collect(Collectors.joining(", ", "(", ")"));
            case Step.Gather(var dtype, Access from, int index, int stride, int extent, boolean certain) ->
                dtype + " " + access(from) + " moved by " + times(stride, "%" + index) + " below " + extent
                        + (certain ? "" : ", checked");
        };
    }

    private static String name(Pointwise op) {
        return switch (op) {
            case Unary(Unary.Fn fn) -> fn.toString();
            case Binary(Binary.Fn fn) -> fn.toString();
            case Compare(Compare.Fn fn) -> fn.toString();
            default -> op.getClass().getSimpleName();
        };
    }

    private static String sink(Sink sink) {
        return switch (sink) {
            case Sink.Store(int step, Access to) -> access(to) + " = %" + step;
            case Sink.Fold(int step, var fn, Access to) -> access(to) + " = " + fn + " of %" + step;
            case Sink.Scatter(int step, Access to, int place, int stride) ->
                access(to) + " moved by " + times(stride, "%" + place) + " += %" + step;
        };
    }

    private static String access(Access access) {
        return "b" + access.buffer() + "[" + place(access.offset(), access.strides()) + "]";
    }

    private static String place(int offset, List<Integer> strides) {
        String moved = IntStream.range(0, strides.size())
                .filter(a -> strides.get(a) != 0)
                .mapToObj(a -> times(strides.get(a), "i" + a))
                .collect(Collectors.joining(" + "));
        return moved.isEmpty() ? "" + offset : offset == 0 ? moved : offset + " + " + moved;
    }

    private static String times(int times, String what) {
        return (times == 1 ? "" : times + "·") + what;
    }

    private static String view(View view) {
        return "b" + view.buffer() + view.sizes() + (view.offset() == 0 ? "" : " from " + view.offset());
    }
}
