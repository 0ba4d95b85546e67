package ppl.backend.cuda.run;

import java.nio.ByteBuffer;
import java.util.List;
import ppl.backend.cuda.code.BlockLayout;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.emit.Task;

/** Does the tasks of a program for one caller. Where the device decides how it goes on, the host waits for its answer. */
final class Work {

    private final LoadedProgram loaded;
    private final CudaDriver driver;
    private final long block;
    private final long stream;
    private final ByteBuffer word;

    Work(LoadedProgram loaded, CudaDriver driver, long block, long stream, Held held) {
        this.loaded = loaded;
        this.driver = driver;
        this.block = block;
        this.stream = stream;
        this.word = driver.allocateHost(Long.BYTES);
        held.add(() -> driver.freeHost(word));
    }

    /** True of tasks that are the same in every call. */
    static boolean isFixed(List<Task> tasks) {
        return tasks.stream().allMatch(Task.Run.class::isInstance);
    }

    void run(List<Task> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            switch (tasks.get(i)) {
                case Task.Run run -> run(run);
                case Task.Choose choose -> run(ask(choose.ask()) != 0 ? choose.then() : choose.otherwise());
                case Task.Repeat repeat -> repeat(repeat);
            }
        }
    }

    private void run(Task.Run run) {
        driver.launch(loaded.function(run.kernel()), run.blocks(), run.threads(), block, stream);
    }

    private long ask(Task.Run ask) {
        run(ask);
        driver.copyToHost(word, 0, block + BlockLayout.ANSWER, Long.BYTES, stream);
        driver.synchronize(stream);
        return word.getLong(0);
    }

    private void tell(Task.Run tell, long number) {
        word.putLong(0, number);
        driver.copyToDevice(block + BlockLayout.ORDER, word, 0, Long.BYTES, stream);
        run(tell);
        driver.synchronize(stream); // before the word is written again
    }

    private void repeat(Task.Repeat repeat) {
        int steps = (int) Math.clamp(ask(repeat.steps()), 0, repeat.rows());
        int made = 0;
        Task.Asked asked = repeat.condition();
        while (made < steps) {
            tell(repeat.counter(), repeat.backward() ? steps - 1 - made : made);
            if (asked != null) {
                run(asked.tasks());
                if (ask(asked.ask()) == 0) {
                    break;
                }
            }
            run(repeat.step());
            made++;
        }
        tell(repeat.made(), made);
    }
}
