package ppl.api.spi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Fields on their way out of a chain. */
final class SavedFields implements StateArchive {

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    byte[] content() {
        return content.toByteArray();
    }

    @Override
    public double real(double value) {
        long bits = Double.doubleToRawLongBits(value);
        content.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(bits).array());
        return value;
    }

    @Override
    public int integer(int value) {
        content.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        return value;
    }

    @Override
    public long int64(long value) {
        content.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return value;
    }

    @Override
    public boolean flag(boolean value) {
        content.write(value ? 1 : 0);
        return value;
    }

    @Override
    public void reals(double[] values) {
        integer(values.length);
        for (double value : values) {
            real(value);
        }
    }

    @Override
    public byte[] bytes(byte[] value) {
        integer(value.length);
        content.writeBytes(value);
        return value;
    }
}
