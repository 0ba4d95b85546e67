package ppl.tests.backends;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Graphs of all primitives, loops among them, drawn from seeds. */
class RandomGraphTextTest {

    private static final int GRAPHS = Integer.getInteger("ppl.fuzz.graphs", 100);

    @Test
    void random_graphs_are_read_as_they_were_written() {
        LongStream.range(1, 1 + GRAPHS).forEach(seed -> {
            try {
                RoundTrip.of(new RandomGraph(seed).graph());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        });
    }
}
