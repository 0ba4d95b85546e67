package ppl.graph.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import ppl.graph.DType;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;

/**
 * Values of tensors: type, then the elements as numbers in row-major order, or, of more than a few, their bytes in base64, the least
 * significant one of an element first; a truth value is a byte, 0 or 1.
 */
final class TensorText {

    /** As many elements are written as numbers. */
    private static final int MOST_NUMBERS = 64;

    private static final String BYTES = " base64 ";

    private TensorText() {}

    static void write(Tensor value, TermWriter out) {
        out.type(value.type());
        if (value.length() > MOST_NUMBERS) {
            out.add(BYTES).add(Base64.getEncoder().encodeToString(bytes(value)));
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            out.add(' ').add(element(value, i));
        }
    }

    static String element(Tensor value, int i) {
        return switch (value.array()) {
            case double[] d -> Numbers.text(d[i]);
            case float[] f -> Numbers.text(f[i]);
            default -> value.elementToString(i);
        };
    }

    private static byte[] bytes(Tensor value) {
        int each = value.dtype().bytes();
        byte[] bytes = new byte[Math.multiplyExact(value.length(), each)];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (value.array()) {
            case double[] d -> out.asDoubleBuffer().put(d);
            case float[] f -> out.asFloatBuffer().put(f);
            case long[] l -> out.asLongBuffer().put(l);
            case int[] n -> out.asIntBuffer().put(n);
            case boolean[] b -> {
                for (int i = 0; i < b.length; i++) {
                    bytes[i] = (byte) (b[i] ? 1 : 0);
                }
            }
            default -> throw new AssertionError(value.dtype());
        }
        return bytes;
    }

    static Tensor read(TermReader in) throws TextFormatException {
        TensorType type = in.type();
        int[] sizes = new int[type.shape().rank()];
        long length = 1;
        for (int a = 0; a < sizes.length; a++) {
            if (!(type.shape().extent(a) instanceof Extent.Known(int size))) {
                throw in.fails("values have the type " + type + ": write each length as a number");
            }
            sizes[a] = size;
            length *= size;
            if (length > Integer.MAX_VALUE) {
                throw in.fails("values of type " + type + " are more than a tensor can have");
            }
        }
        Object elements =
                in.takes(BYTES) ? ofBytes(in, type.dtype(), length) : ofNumbers(in, type.dtype(), (int) length);
        return Tensor.wrap(elements, sizes);
    }

    private static Object ofBytes(TermReader in, DType dtype, long length) throws TextFormatException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(in.base64());
        } catch (IllegalArgumentException e) {
            throw in.fails("the bytes of values are no base64: " + e.getMessage() + "; the text is damaged");
        }
        if (bytes.length != length * dtype.bytes()) {
            throw in.fails(length + " values of type " + dtype.label() + " are " + length * dtype.bytes()
                    + " bytes, but " + bytes.length + " are given; the text is damaged");
        }
        Object elements = Tensor.allocate(dtype, (int) length);
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (elements) {
            case double[] d -> from.asDoubleBuffer().get(d);
            case float[] f -> from.asFloatBuffer().get(f);
            case long[] l -> from.asLongBuffer().get(l);
            case int[] n -> from.asIntBuffer().get(n);
            case boolean[] b -> {
                for (int i = 0; i < b.length; i++) {
                    if (bytes[i] != 0 && bytes[i] != 1) {
                        throw in.fails(
                                "element " + i + " of truth values is the byte " + bytes[i] + ", neither 0 nor 1");
                    }
                    b[i] = bytes[i] == 1;
                }
            }
            default -> throw new AssertionError(dtype);
        }
        return elements;
    }

    /** Memory grows with what is there, not with what is announced. */
    private static Object ofNumbers(TermReader in, DType dtype, int length) throws TextFormatException {
        long[] bits = new long[Math.min(length, MOST_NUMBERS)];
        for (int i = 0; i < length; i++) {
            in.take(" ");
            if (i == bits.length) {
                bits = Arrays.copyOf(bits, (int) Math.min(length, 2L * i));
            }
            bits[i] = switch (dtype) {
                case F64 -> Double.doubleToRawLongBits(Numbers.float64(in, in.number()));
                case F32 -> Float.floatToRawIntBits(Numbers.float32(in, in.number()));
                case I64 -> Numbers.int64(in, in.number());
                case I32 -> Numbers.int32(in, in.number());
                case BOOL -> in.truth() ? 1 : 0;
            };
        }
        return Tensor.ofBits(dtype, bits, bits.length).array();
    }
}
