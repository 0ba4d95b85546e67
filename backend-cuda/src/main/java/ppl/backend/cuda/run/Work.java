package ppl.backend.cuda.run;

import java.nio.ByteBuffer;
import java.util.List;
import ppl.backend.cuda.code.BlockLayout;
import ppl.backend.cuda.code.BlockLayout.Region;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.emit.Task;

/**
 * Does the tasks of a program for one caller. Loops end by themselves on the device, and the host launches steps that have nothing to do
 * until it knows. It asks now and then, each time after twice as many steps.
 */
final class Work {

    /** Steps before the host asks for the first time: less would cost more than the steps. */
    static final int UNASKED = 8;

    /** Steps that may be launched in vain, since the host has not asked. */
    private static final int MOST_UNASKED = 256;

    /** More launches are not noted down together. */
    private static final long MOST_NOTED = 10_000;

    private final LoadedProgram loaded;
    private final CudaDriver driver;
    private final long block;
    private final long stream;
    private final int points;
    private final long controlAt;
    private final int controlBytes;
    private final ByteBuffer control;

    Work(LoadedProgram loaded, CudaDriver driver, long block, long stream, int points, Held held) {
        BlockLayout layout = loaded.program().layout();
        this.loaded = loaded;
        this.driver = driver;
        this.block = block;
        this.stream = stream;
        this.points = points;
        this.controlAt = block + BlockLayout.HEADER + points * layout.before(Region.CONTROL);
        this.controlBytes = Math.toIntExact(points * layout.length(Region.CONTROL));
        this.control = driver.allocateHost(Math.max(8, controlBytes));
        held.add(() -> driver.freeHost(control));
    }

    /** True of tasks that are the same in every call, and not too many to be noted down. */
    static boolean isFixed(List<Task> tasks) {
        return isFree(tasks) && launches(tasks) <= MOST_NOTED;
    }

    private static boolean isFree(List<Task> tasks) {
        return tasks.stream().allMatch(t -> switch (t) {
            case Task.Run _ -> true;
            case Task.Repeat r -> (r.active() == Task.Repeat.ALL || r.times() <= UNASKED) && isFree(r.step());
        });
    }

    private static long launches(List<Task> tasks) {
        return tasks.stream()
                .mapToLong(t -> switch (t) {
                    case Task.Run _ -> 1;
                    case Task.Repeat r -> r.times() * launches(r.step());
                })
                .sum();
    }

    void run(List<Task> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            switch (tasks.get(i)) {
                case Task.Run run ->
                    driver.launch(loaded.function(run.kernel()), points, run.blocks(), run.threads(), block, stream);
                case Task.Repeat repeat -> repeat(repeat);
            }
        }
    }

    private void repeat(Task.Repeat repeat) {
        long ask = repeat.active() == Task.Repeat.ALL ? Long.MAX_VALUE : UNASKED;
        for (int made = 0; made < repeat.times(); made++) {
            if (made == ask) {
                if (!isAnyActive(repeat.active())) {
                    return;
                }
                ask += Math.min(ask, MOST_UNASKED);
            }
            run(repeat.step());
        }
    }

    private boolean isAnyActive(int word) {
        BlockLayout layout = loaded.program().layout();
        driver.copyToHost(control, 0, controlAt, controlBytes, stream);
        driver.synchronize(stream);
        int first = Math.toIntExact(layout.control().get(word));
        int apart = Math.toIntExact(layout.length(Region.CONTROL));
        for (int p = 0; p < points; p++) {
            if (control.getLong(first + p * apart) != 0) {
                return true;
            }
        }
        return false;
    }
}
