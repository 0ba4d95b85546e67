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
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;

/** Writes the kernels of a plan and notes down the order of their launches. */
public final class PlanEmitter {

    private final Target target;
    private final List<EntryPoint> entries = new ArrayList<>();

    private PlanEmitter(Target target) {
        this.target = target;
    }

    /** The program of a plan with this many inputs and outputs. */
    public static DeviceProgram emit(KernelPlan plan, int inputs, int outputs) {
        BlockLayout layout = BlockLayout.of(plan, inputs, outputs);
        LiteralData literals = new LiteralData();
        Target.Scratch scratch = new Target.Scratch();
        PlanEmitter emitter = new PlanEmitter(new Target(plan, layout, literals, scratch));
        List<Task> tasks = emitter.tasks(plan.kernels());
        return new DeviceProgram(
                new PtxModule(emitter.entries).text(),
                emitter.entries.stream().map(EntryPoint::name).toList(),
                tasks,
                layout,
                layout.scratch() + scratch.bytes() + BlockLayout.ALIGNMENT,
                literals.entries(),
                literals.bytes());
    }

    private List<Task> tasks(List<Kernel> kernels) {
        List<Task> tasks = new ArrayList<>();
        kernels.forEach(k -> add(k, tasks));
        return tasks;
    }

    private void add(Kernel kernel, List<Task> tasks) {
        String name = name();
        switch (kernel) {
            case Kernel.LoopNest nest -> run(NestKernels.write(name, target, nest), tasks);
            case Kernel.LibraryCall call -> run(RoutineKernels.write(name, target, call), tasks);
            case Kernel.Fill fill -> tasks.add(run(RoutineKernels.write(name, target, fill)));
            case Kernel.GroupLayout layout -> tasks.add(run(RoutineKernels.write(name, target, layout)));
            case Kernel.GroupSums sums -> run(RoutineKernels.write(name, target, sums), tasks);
            case Kernel.Branch(View condition, List<Kernel> then, List<Kernel> otherwise) ->
                tasks.add(new Task.Choose(ask(condition), tasks(then), tasks(otherwise)));
            case Kernel.Loop loop -> tasks.add(repeat(loop));
        }
    }

    private Task repeat(Kernel.Loop loop) {
        Task.Run steps = ask(loop.steps());
        Task.Run counter = run(WordKernels.tell(name(), target, loop.counter()));
        Task.Asked asked = null;
        if (loop.condition() instanceof Kernel.Condition(List<Kernel> kernels, int goOn)) {
            asked = new Task.Asked(tasks(kernels), ask(new View(goOn, 0, List.of(), List.of())));
        }
        List<Task> step = tasks(loop.step());
        Task.Run made = run(WordKernels.tell(name(), target, loop.made()));
        return new Task.Repeat(loop.rows(), steps, counter, loop.backward(), asked, step, made);
    }

    private Task.Run ask(View view) {
        return run(WordKernels.ask(name(), target, view));
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
