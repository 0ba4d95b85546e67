package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Segments;
import ppl.backend.vector.emit.Types;
import ppl.graph.DType;

/**
 * The sums by group of a nest, as its last phase: one row after the other, as their order asks. Where rows of one group follow each other,
 * its sums stay in registers until the next group begins.
 *
 * @param sums those of the nest
 * @param sorted whether rows of one group mostly follow each other, all sums being at the same place
 */
record GroupPhase(LoopNest nest, List<Sink.Scatter> sums, boolean sorted) {

    /** Those of a nest whose accumulators no stretch holds. */
    static GroupPhase of(LoopNest nest, KernelPlan plan, @Nullable Stretches stretches) {
        List<Sink.Scatter> sums = nest.sinks().stream()
                .filter(Sink.Scatter.class::isInstance)
                .map(Sink.Scatter.class::cast)
                .filter(sum -> stretches == null || !stretches.holds(sum, nest))
                .toList();
        Segments segments = stretches == null ? Segments.of(nest, plan) : null;
        return new GroupPhase(
                nest,
                sums,
                segments != null && segments.step() == 1 && sums.stream().allMatch(segments::holds));
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    /** The steps that it needs of the phases before it. */
    Set<Integer> values(boolean[] moves) {
        return sums.stream().map(Sink.Scatter::step).filter(s -> moves[s]).collect(Collectors.toSet());
    }

    /** What it touches: the places of rows and the accumulators. */
    Phase phase(Cut cut) {
        Set<Integer> places = sums.stream().map(Sink.Scatter::place).collect(Collectors.toSet());
        return new Phase(List.copyOf(places), cut.strips(), List.of(), List.copyOf(sums));
    }

    void write(CodeBuilder code, Strip strip, boolean[] moves) {
        if (sorted) {
            sorted(code, strip, moves);
        } else {
            strip.repeat(1, () -> {
                for (Sink.Scatter sum : sums) {
                    place(code, strip, sum, () -> load(strip, sum.place(), code));
                    code.dup2();
                    Types.load(code, DType.F64);
                    value(code, strip, sum, moves);
                    code.dadd();
                    Types.store(code, DType.F64);
                }
            });
        }
        code.return_();
    }

    private void sorted(CodeBuilder code, Strip strip, boolean[] moves) {
        int group = code.allocateLocal(TypeKind.INT);
        List<Integer> held = new ArrayList<>();
        sums.forEach(_ -> held.add(code.allocateLocal(TypeKind.DOUBLE)));
        load(strip, sums.getFirst().place(), code);
        code.istore(group);
        hold(code, strip, group, held);
        strip.repeat(1, () -> {
            Label same = code.newLabel();
            load(strip, sums.getFirst().place(), code);
            code.iload(group).if_icmpeq(same);
            release(code, strip, group, held);
            load(strip, sums.getFirst().place(), code);
            code.istore(group);
            hold(code, strip, group, held);
            code.labelBinding(same);
            for (int k = 0; k < held.size(); k++) {
                code.dload(held.get(k));
                value(code, strip, sums.get(k), moves);
                code.dadd().dstore(held.get(k));
            }
        });
        release(code, strip, group, held);
    }

    private void hold(CodeBuilder code, Strip strip, int group, List<Integer> held) {
        for (int k = 0; k < held.size(); k++) {
            place(code, strip, sums.get(k), () -> code.iload(group));
            Types.load(code, DType.F64);
            code.dstore(held.get(k));
        }
    }

    private void release(CodeBuilder code, Strip strip, int group, List<Integer> held) {
        for (int k = 0; k < held.size(); k++) {
            place(code, strip, sums.get(k), () -> code.iload(group));
            code.dload(held.get(k));
            Types.store(code, DType.F64);
        }
    }

    private void load(Strip strip, int place, CodeBuilder code) {
        strip.element(((Step.Load) nest.steps().get(place)).from(), 0);
        Types.load(code, DType.I32);
    }

    /** Pushes the array of a sum and the place of the group that {@code push} pushes. */
    private static void place(CodeBuilder code, Strip strip, Sink.Scatter sum, Runnable push) {
        strip.element(sum.to(), 0);
        push.run();
        if (sum.stride() != 1) {
            code.loadConstant(sum.stride()).imul();
        }
        code.iadd();
    }

    private static void value(CodeBuilder code, Strip strip, Sink.Scatter sum, boolean[] moves) {
        if (moves[sum.step()]) {
            strip.between(sum.step(), 0);
            Types.load(code, DType.F64);
        } else {
            strip.steady(sum.step());
        }
    }
}
