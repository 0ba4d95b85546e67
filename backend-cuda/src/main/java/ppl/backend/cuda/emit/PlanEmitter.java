package ppl.backend.cuda.emit;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.cuda.code.BlockLayout;
import ppl.backend.cuda.code.LiteralData;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.nest.NestKernels;
import ppl.backend.cuda.ptx.EntryPoint;
import ppl.backend.cuda.ptx.PtxModule;
import ppl.backend.cuda.routine.RoutineKernels;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.graph.Tensor;

/** Writes the kernels of a plan and notes down the order of their launches. */
public final class PlanEmitter {

    private final List<EntryPoint> entries = new ArrayList<>();
    private int words;

    private PlanEmitter() {}

    /** The program of a plan with this many inputs and outputs. */
    public static DeviceProgram emit(KernelPlan plan, int inputs, int outputs) {
        BlockLayout layout = BlockLayout.of(plan, inputs, outputs, words(plan.kernels()));
        LiteralData literals = new LiteralData();
        Target.Scratch scratch = new Target.Scratch();
        PlanEmitter emitter = new PlanEmitter();
        List<Task> tasks = emitter.tasks(plan.kernels(), new Target(plan, layout, literals, scratch, Target.ALWAYS));
        return new DeviceProgram(
                new PtxModule(emitter.entries).text(),
                emitter.entries.stream().map(EntryPoint::name).toList(),
                tasks,
                layout,
                scratch.bytes(),
                literals.entries(),
                literals.bytes());
    }

    /** The words of control that kernels need. */
    private static int words(List<Kernel> kernels) {
        int words = 0;
        for (Kernel kernel : kernels) {
            words += switch (kernel) {
                case Kernel.Branch branch ->
                    ControlKernels.OF_BRANCH + words(branch.then()) + words(branch.otherwise());
                case Kernel.Loop loop -> {
                    Kernel.Condition asked = loop.condition();
                    yield ControlKernels.OF_LOOP + words(loop.step()) + (asked == null ? 0 : words(asked.kernels()));
                }
                case Kernel.LoopNest _, Kernel.Fill _, Kernel.GroupLayout _, Kernel.GroupSums _, Kernel.LibraryCall _ ->
                    0;
            };
        }
        return words;
    }

    private List<Task> tasks(List<Kernel> kernels, Target target) {
        List<Task> tasks = new ArrayList<>();
        kernels.forEach(k -> add(k, target, tasks));
        return tasks;
    }

    private void add(Kernel kernel, Target target, List<Task> tasks) {
        String name = name();
        switch (kernel) {
            case Kernel.LoopNest nest -> run(NestKernels.write(name, target, nest), tasks);
            case Kernel.LibraryCall call -> run(RoutineKernels.write(name, target, call), tasks);
            case Kernel.Fill fill -> tasks.add(run(RoutineKernels.write(name, target, fill)));
            case Kernel.GroupLayout layout -> run(RoutineKernels.write(name, target, layout), tasks);
            case Kernel.GroupSums sums -> run(RoutineKernels.write(name, target, sums), tasks);
            case Kernel.Branch(View condition, List<Kernel> then, List<Kernel> otherwise) -> {
                int word = take(ControlKernels.OF_BRANCH);
                tasks.add(run(ControlKernels.choose(name, target, condition, word)));
                tasks.addAll(tasks(then, target.under(word)));
                tasks.addAll(tasks(otherwise, target.under(word + 1)));
            }
            case Kernel.Loop loop -> repeat(loop, target, tasks);
        }
    }

    private void repeat(Kernel.Loop loop, Target target, List<Task> tasks) {
        int word = take(ControlKernels.OF_LOOP);
        tasks.add(run(ControlKernels.begin(name(), target, loop, word)));
        List<Task> step = new ArrayList<>();
        if (loop.condition() instanceof Kernel.Condition(List<Kernel> kernels, int goOn)) {
            step.addAll(tasks(kernels, target.under(word)));
            step.add(run(ControlKernels.judge(name(), target, goOn, word)));
        }
        step.addAll(tasks(loop.step(), target.under(word)));
        step.add(run(ControlKernels.advance(name(), target, loop, word)));
        int known = loop.condition() == null ? knownSteps(target.plan(), loop) : -1;
        tasks.add(
                known >= 0 ? new Task.Repeat(known, Task.Repeat.ALL, step) : new Task.Repeat(loop.rows(), word, step));
        tasks.add(run(ControlKernels.end(name(), target, loop, word)));
    }

    /** How many steps a loop makes, if that is known now; else -1. */
    private static int knownSteps(KernelPlan plan, Kernel.Loop loop) {
        View steps = loop.steps();
        return plan.buffer(steps.buffer()).place() instanceof Place.Literal(Tensor value)
                ? (int) Math.clamp(((long[]) value.array())[steps.offset()], 0, loop.rows())
                : -1;
    }

    private int take(int more) {
        words += more;
        return words - more;
    }

    private String name() {
        return "k" + entries.size();
    }

    private void run(List<Written> written, List<Task> tasks) {
        written.forEach(w -> tasks.add(run(w)));
    }

    private Task.Run run(Written written) {
        entries.add(written.entry());
        return new Task.Run(written.entry().name(), written.blocks(), written.threads());
    }
}
