package ppl.backend.vector.tier;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    private static final long PATIENCE_SECONDS = 60;

    @Test
    void work_that_comes_to_nothing_does_not_keep_other_work_waiting() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        assertTrue(Background.offer(() -> over.get() ? Turns.DONE : 0));
        assertTrue(Background.offer(() -> {
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
            assertTrue(Background.offer(() -> {
                thrown.incrementAndGet();
                throw new AssertionError("planned");
            }));
            assertTrue(Background.offer(() -> {
                done.countDown();
                return Turns.DONE;
            }));
            assertTrue(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        assertTrue(thrown.get() >= 199);
    }
}
