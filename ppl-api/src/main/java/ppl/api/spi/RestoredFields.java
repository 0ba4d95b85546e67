package ppl.api.spi;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads the fields of a saved state back into a chain, and refuses what does not fit. */
final class RestoredFields implements StateArchive {

    private final ByteBuffer content;

    RestoredFields(byte[] content) {
        this.content = ByteBuffer.wrap(content);
    }

    /** True if all bytes have been read. */
    boolean isDone() {
        return !content.hasRemaining();
    }

    @Override
    public double real(double value) {
        return Double.longBitsToDouble(content.getLong());
    }

    @Override
    public int integer(int value) {
        return content.getInt();
    }

    @Override
    public long int64(long value) {
        return content.getLong();
    }

    @Override
    public boolean flag(boolean value) {
        return content.get() != 0;
    }

    @Override
    public void reals(double[] values) {
        if (content.getInt() != values.length) {
            throw new BufferUnderflowException();
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = content.getDouble();
        }
    }

    @Override
    public byte[] bytes(byte[] value) {
        int length = content.getInt();
        if (length < 0 || length > content.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] saved = new byte[length];
        content.get(saved);
        return saved;
    }
}
