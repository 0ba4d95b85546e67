package ppl.backend.vector.tier;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    private static final long PATIENCE_SECONDS = 60;

    @Test
    void work_that_comes_to_nothing_does_not_keep_other_work_waiting() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        assertTrue(Background.offer(0, () -> () -> over.get() ? Turns.DONE : 0));
        assertTrue(Background.offer(0, () -> () -> {
            done.countDown();
            return Turns.DONE;
        }));
        boolean reached = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        over.set(true);
        assertTrue(reached);
    }

    /** Both ends give a place back: more are taken than there is room for at once. */
    @Test
    void work_that_throws_ends_and_the_next_is_done() throws InterruptedException {
        AtomicInteger thrown = new AtomicInteger();
        for (int k = 0; k < 200; k++) {
            CountDownLatch done = new CountDownLatch(1);
            assertTrue(Background.offer(0, () -> () -> {
                thrown.incrementAndGet();
                throw new AssertionError("planned");
            }));
            assertTrue(Background.offer(0, () -> () -> {
                done.countDown();
                return Turns.DONE;
            }));
            assertTrue(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertTrue(thrown.get() >= 199);
    }

    /** What holds most of what there is room for is taken again and again, so its place is given back; more than that never is. */
    @Test
    void work_that_holds_much_memory_is_refused_and_done_work_gives_it_back() throws InterruptedException {
        long room = Runtime.getRuntime().maxMemory() / 16;
        assertFalse(Background.offer(room + 1, () -> fail("nothing is made of it")));
        for (int k = 0; k < 20; k++) {
            CountDownLatch done = new CountDownLatch(1);
            Supplier<Turns> large = () -> () -> {
                done.countDown();
                return Turns.DONE;
            };
            while (!Background.offer(room / 4 * 3, large)) {
                Thread.onSpinWait(); // the one before has counted down and is about to end
            }
            assertTrue(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    /** More often than there are places, each with most of the memory that there is: both are given back. */
    @Test
    void work_that_cannot_be_made_is_refused_and_its_program_goes_on() {
        long room = Runtime.getRuntime().maxMemory() / 16;
        for (int k = 0; k < 200; k++) {
            assertFalse(Background.offer(room / 4 * 3, () -> {
                throw new OutOfMemoryError("planned");
            }));
            assertFalse(Background.offer(room / 4 * 3, () -> {
                throw new IllegalStateException("planned");
            }));
        }
        assertTrue(Background.offer(room / 4 * 3, () -> () -> Turns.DONE));
    }
}
