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

    /**
     * The values of all points: side by side in the array, further apart in memory.
     *
     * @param points how many
     * @param length elements of a point
     * @param apart elements from the first of a point to the first of the next
     */
    record Rows(int points, int length, int apart) {}

    /** Copies an array in. */
    void write(Object array);

    /** Copies an array out. */
    void read(Object array);

    /**
     * That of an array.
     *
     * @param at where it begins, in bytes
     * @param points of how many points it holds values
     * @param length of elements of a point
     * @param apart bytes from point to point, a multiple of 8
     */
    static Mirror of(ByteBuffer memory, long at, DType dtype, int points, int length, long apart) {
        int width = LiteralData.width(dtype);
        int bytes = Math.toIntExact((points - 1) * apart) + length * width;
        ByteBuffer part = memory.slice((int) at, bytes).order(memory.order());
        Rows rows = new Rows(points, length, (int) (apart / width));
        return switch (dtype) {
            case F64 -> new OfDoubles(part.asDoubleBuffer(), rows);
            case F32 -> new OfFloats(part.asFloatBuffer(), rows);
            case I64 -> new OfLongs(part.asLongBuffer(), rows);
            case I32 -> new OfInts(part.asIntBuffer(), rows);
            case BOOL -> new OfBooleans(part.asIntBuffer(), rows);
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
    record OfDoubles(DoubleBuffer part, Rows rows) implements Mirror {
        @Override
        public void write(Object array) {
            for (int p = 0; p < rows.points; p++) {
                part.put(p * rows.apart, (double[]) array, p * rows.length, rows.length);
            }
        }

        @Override
        public void read(Object array) {
            for (int p = 0; p < rows.points; p++) {
                part.get(p * rows.apart, (double[]) array, p * rows.length, rows.length);
            }
        }
    }

    /** Of float32. */
    record OfFloats(FloatBuffer part, Rows rows) implements Mirror {
        @Override
        public void write(Object array) {
            for (int p = 0; p < rows.points; p++) {
                part.put(p * rows.apart, (float[]) array, p * rows.length, rows.length);
            }
        }

        @Override
        public void read(Object array) {
            for (int p = 0; p < rows.points; p++) {
                part.get(p * rows.apart, (float[]) array, p * rows.length, rows.length);
            }
        }
    }

    /** Of int64. */
    record OfLongs(LongBuffer part, Rows rows) implements Mirror {
        @Override
        public void write(Object array) {
            for (int p = 0; p < rows.points; p++) {
                part.put(p * rows.apart, (long[]) array, p * rows.length, rows.length);
            }
        }

        @Override
        public void read(Object array) {
            for (int p = 0; p < rows.points; p++) {
                part.get(p * rows.apart, (long[]) array, p * rows.length, rows.length);
            }
        }
    }

    /** Of int32. */
    record OfInts(IntBuffer part, Rows rows) implements Mirror {
        @Override
        public void write(Object array) {
            for (int p = 0; p < rows.points; p++) {
                part.put(p * rows.apart, (int[]) array, p * rows.length, rows.length);
            }
        }

        @Override
        public void read(Object array) {
            for (int p = 0; p < rows.points; p++) {
                part.get(p * rows.apart, (int[]) array, p * rows.length, rows.length);
            }
        }
    }

    /** Of truth values. */
    record OfBooleans(IntBuffer part, Rows rows) implements Mirror {
        @Override
        public void write(Object array) {
            boolean[] values = (boolean[]) array;
            for (int i = 0; i < values.length; i++) {
                part.put(place(i), values[i] ? 1 : 0);
            }
        }

        @Override
        public void read(Object array) {
            boolean[] values = (boolean[]) array;
            for (int i = 0; i < values.length; i++) {
                values[i] = part.get(place(i)) != 0;
            }
        }

        private int place(int i) {
            return i / rows.length * rows.apart + i % rows.length;
        }
    }
}
