package ppl.examples.streamed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.examples.streamed.StreamedModels.assertBegins;
import static ppl.examples.streamed.StreamedModels.assertSame;
import static ppl.examples.streamed.StreamedModels.quiet;
import static ppl.examples.streamed.StreamedModels.ten;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.sample.Inference;
import ppl.api.store.DrawFile;

/** Runs that are interrupted at any time end within a second, with what they have and without a thread. */
class InterruptedRunTest {

    private static final int INTERRUPTS = Integer.getInteger("ppl.interrupts", 10);
    /** A bound that a second of work keeps on a machine that does other things too. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static final int DRAWS = 60_000;

    @TempDir
    Path temp;

    @Test
    void a_run_that_is_interrupted_at_any_time_ends_with_what_it_has() throws IOException {
        InferenceData first = quiet(ten()).draws(200).run();
        SplittableRandom random = new SplittableRandom(31);
        for (int i = 0; i < INTERRUPTS; i++) {
            Path file = temp.resolve("run" + i + ".nc");
            boolean streams = i % 2 == 0;
            Inference run = quiet(ten()).draws(DRAWS);
            long when = random.nextLong(Duration.ofMillis(250).toNanos());
            Thread me = Thread.currentThread();
            long[] interruptedAt = new long[1];
            Thread other = Thread.ofPlatform().start(() -> {
                long until = System.nanoTime() + when;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                interruptedAt[0] = System.nanoTime();
                me.interrupt();
            });
            InferenceData fit = (streams ? run.file(file) : run).run();
            long end = System.nanoTime();
            boolean interrupted = Thread.interrupted();
            join(other);
            boolean late = Thread.interrupted(); // after the end of the run
            if (interrupted && !late) {
                assertTrue(end - interruptedAt[0] < BOUND.toNanos(), "it ended in time");
            }
            if (fit.posterior().draws() < DRAWS) {
                assertEquals(1L, fit.posterior().attributes().get(RunNotes.INTERRUPTED));
            }
            if (fit.posterior().draws() > 0) {
                assertBegins(fit, first);
            }
            if (streams) {
                assertSame(fit, InferenceData.open(file));
                assertFalse(Files.exists(DrawFile.partial(file)));
            }
            assertNoThread();
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertNoThread() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            assertFalse(
                    thread.isAlive()
                            && (thread.getName().startsWith("ppl-chains") || thread.getName().equals("ppl-file")),
                    thread.getName());
        }
    }
}
