package ppl.backend.cuda.run;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import ppl.backend.cuda.code.LiteralData;
import ppl.graph.DType;

/**
 * Where an array lies in memory that the device reads and writes, and copies to and from it, which allocate nothing. Truth values take 32
 * bits each.
 */
sealed interface Mirror {

    /** Copies an array in. */
    void write(Object array);

    /** Copies an array out. */
    void read(Object array);

    /**
     * That of an array.
     *
     * @param at where it begins, in bytes
     */
    static Mirror of(ByteBuffer memory, long at, DType dtype, int length) {
        ByteBuffer part =
                memory.slice((int) at, length * LiteralData.width(dtype)).order(memory.order());
        return switch (dtype) {
            case F64 -> new OfDoubles(part.asDoubleBuffer());
            case F32 -> new OfFloats(part.asFloatBuffer());
            case I64 -> new OfLongs(part.asLongBuffer());
            case I32 -> new OfInts(part.asIntBuffer());
            case BOOL -> new OfBooleans(part.asIntBuffer());
        };
    }

    /** Of an array that is nowhere. */
    record OfNothing() implements Mirror {
        @Override
        public void write(Object array) {}

        @Override
        public void read(Object array) {}
    }

    /** Of float64. */
    record OfDoubles(DoubleBuffer part) implements Mirror {
        @Override
        public void write(Object array) {
            part.put(0, (double[]) array);
        }

        @Override
        public void read(Object array) {
            part.get(0, (double[]) array);
        }
    }

    /** Of float32. */
    record OfFloats(FloatBuffer part) implements Mirror {
        @Override
        public void write(Object array) {
            part.put(0, (float[]) array);
        }

        @Override
        public void read(Object array) {
            part.get(0, (float[]) array);
        }
    }

    /** Of int64. */
    record OfLongs(LongBuffer part) implements Mirror {
        @Override
        public void write(Object array) {
            part.put(0, (long[]) array);
        }

        @Override
        public void read(Object array) {
            part.get(0, (long[]) array);
        }
    }

    /** Of int32. */
    record OfInts(IntBuffer part) implements Mirror {
        @Override
        public void write(Object array) {
            part.put(0, (int[]) array);
        }

        @Override
        public void read(Object array) {
            part.get(0, (int[]) array);
        }
    }

    /** Of truth values. */
    record OfBooleans(IntBuffer part) implements Mirror {
        @Override
        public void write(Object array) {
            boolean[] values = (boolean[]) array;
            for (int i = 0; i < values.length; i++) {
                part.put(i, values[i] ? 1 : 0);
            }
        }

        @Override
        public void read(Object array) {
            boolean[] values = (boolean[]) array;
            for (int i = 0; i < values.length; i++) {
                values[i] = part.get(i) != 0;
            }
        }
    }
}
