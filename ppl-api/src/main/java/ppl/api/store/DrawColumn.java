package ppl.api.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.DataType;
import ppl.api.inference.Variable;

/**
 * The place of one variable of one chain in a {@link DrawFile}, which takes draw after draw. What does not fill a buffer waits for the next {@link DrawFile#commit}. One thread at a time
 * uses it.
 */
public final class DrawColumn {
    private static final int BUFFER = 1 << 13;

    private final PlaceWriter file;
    private final String name;
    private final int chain;
    private final long address;
    private final int draws;
    private final int event;
    private final DataType dtype;
    private final ByteBuffer waiting;
    private int next;
    private boolean failed;

    /**
     * Of a file.
     *
     * @param start where the first chain of the variable begins
     */
    DrawColumn(PlaceWriter file, Variable variable, int chain, long start) {
        this.file = file;
        this.name = variable.name();
        this.chain = chain;
        this.draws = variable.extent("draw");
        this.event = variable.eventSize();
        this.dtype = variable.dtype();
        this.address = start + (long) chain * draws * bytes();
        int least = Math.max(bytes(), 1);
        this.waiting =
                ByteBuffer.allocate(Math.max(bytes(), BUFFER / least * bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int bytes() {
        return event * (dtype == DataType.BOOL ? 1 : 8);
    }

    /**
     * Takes the next draw. Integers and truth values (not 0) are given as numbers.
     *
     * @throws ResultException with code SHAPE if the draw has another number of elements, or the chain has all of its draws already
     */
    public void append(double... values) throws IOException {
        if (values.length != event) {
            throw new ResultException(
                    ResultCode.SHAPE, "a draw of '" + name + "' has " + event + " elements, not " + values.length);
        }
        int there = event == 0 ? 0 : waiting.position() / bytes();
        if (next + there >= draws) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "chain " + chain + " of '" + name + "' already has all of its " + draws + " draws");
        }
        if (waiting.remaining() < bytes()) {
            flush();
        }
        switch (dtype) {
            case FLOAT64 -> {
                waiting.asDoubleBuffer().put(values);
                waiting.position(waiting.position() + bytes());
            }
            case INT64 -> {
                for (double value : values) {
                    waiting.putLong((long) value);
                }
            }
            case BOOL -> {
                for (double value : values) {
                    waiting.put((byte) (value != 0 ? 1 : 0));
                }
            }
        }
    }

    /** Sends what waits to the file. After a failure nothing is: it would follow what was written in part. */
    void flush() throws IOException {
        if (failed) {
            throw new IOException("an earlier draw of '" + name + "' could not be written");
        }
        failed = true;
        waiting.flip();
        long at = address + (long) next * bytes();
        int count = bytes() == 0 ? 0 : waiting.remaining() / bytes();
        file.write(waiting, at);
        waiting.clear();
        next += count;
        failed = false;
    }
}
