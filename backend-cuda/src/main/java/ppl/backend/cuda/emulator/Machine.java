package ppl.backend.cuda.emulator;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

import org.jspecify.annotations.Nullable;

/**
 * Runs threads of a kernel, one instruction after the other. A register is a {@code long}: the bits of a float, a 32-bit number with its
 * sign extended, 1 for a condition that holds.
 */
final class Machine {

    /** What a stretch of a thread ended with. */
    static final int DONE = -1;

    private final DeviceMemory memory;
    final Watch watch = new Watch();
    private Region shared = new Region(0);
    private long[] registers = {};
    /** Instructions left before a launch counts as hung. */
    private long budget;

    private int points;
    private int blocks;
    private int threads;

    Machine(DeviceMemory memory) {
        this.memory = memory;
    }

    /** Room for the registers of {@code threads} threads, and for shared memory. */
    void prepare(Decoded kernel, int threads, long instructions) {
        int length = threads * kernel.slots();
        if (registers.length < length) {
            registers = new long[length];
        }
        if (shared.bytes.length < kernel.shared()) {
            shared = new Region(kernel.shared());
        }
        budget = instructions;
        for (int t = 0; t < threads; t++) {
            System.arraycopy(
                    kernel.constants(),
                    0,
                    registers,
                    t * kernel.slots() + kernel.registers(),
                    kernel.constants().length);
        }
    }

    /** The shape of the next launch: blocks along both axes of the grid, threads of a block. */
    void shape(int points, int blocks, int threads) {
        this.points = points;
        this.blocks = blocks;
        this.threads = threads;
    }

    /** Sets the numbers of the machine of a thread whose registers are the {@code place}-th. */
    void enter(Decoded kernel, int place, int thread, int block) {
        int at = place * kernel.slots() + kernel.special();
        registers[at] = thread;
        registers[at + 1] = block % points;
        registers[at + 2] = block / points;
        registers[at + 3] = threads;
        registers[at + 4] = points;
        registers[at + 5] = blocks;
    }

    /**
     * Runs a thread from an instruction on.
     *
     * @return the barrier at which it waits, or {@link #DONE}
     */
    int run(Decoded kernel, int from, int place, long parameter) {
        long[] r = registers;
        int[] fields = kernel.fields();
        Operation[] operations = kernel.operations();
        int base = place * kernel.slots();
        int i = from;
        while (true) {
            int f = i * Decoded.WIDTH;
            if (--budget < 0) {
                throw fault(kernel, i, "runs without an end");
            }
            int guard = fields[f];
            if (guard != 0 && (guard > 0 ? r[base + guard - 1] == 0 : r[base - guard - 1] != 0)) {
                i++;
                continue;
            }
            int d = base + fields[f + 1];
            long x = r[base + fields[f + 2]];
            long y = r[base + fields[f + 3]];
            switch (operations[i]) {
                case ADD_F64 -> r[d] = bits(f64(x) + f64(y));
                case SUB_F64 -> r[d] = bits(f64(x) - f64(y));
                case MUL_F64 -> r[d] = bits(f64(x) * f64(y));
                case DIV_F64 -> r[d] = bits(f64(x) / f64(y));
                case FMA_F64 -> r[d] = bits(Math.fma(f64(x), f64(y), f64(r[base + fields[f + 4]])));
                case SQRT_F64 -> r[d] = bits(Math.sqrt(f64(x)));
                case NEG_F64 -> r[d] = bits(-f64(x));
                case MIN_F64 -> r[d] = bits(Ends.min(f64(x), f64(y)));
                case MAX_F64 -> r[d] = bits(Ends.max(f64(x), f64(y)));
                case ADD_F32 -> r[d] = bits(f32(x) + f32(y));
                case SUB_F32 -> r[d] = bits(f32(x) - f32(y));
                case MUL_F32 -> r[d] = bits(f32(x) * f32(y));
                case DIV_F32 -> r[d] = bits(f32(x) / f32(y));
                case FMA_F32 -> r[d] = bits(Math.fma(f32(x), f32(y), f32(r[base + fields[f + 4]])));
                case SQRT_F32 -> r[d] = bits((float) Math.sqrt(f32(x)));
                case NEG_F32 -> r[d] = bits(-f32(x));
                case MIN_F32 -> r[d] = bits((float) Ends.min(f32(x), f32(y)));
                case MAX_F32 -> r[d] = bits((float) Ends.max(f32(x), f32(y)));
                case ADD_S64 -> r[d] = x + y;
                case SUB_S64 -> r[d] = x - y;
                case MUL_S64 -> r[d] = x * y;
                case DIV_S64 -> r[d] = y == 0 ? -1 : x / y; // a device gives something, and does not stop
                case REM_S64 -> r[d] = y == 0 ? x : x % y;
                case MIN_S64, MIN_S32 -> r[d] = Math.min(x, y);
                case MAX_S64, MAX_S32 -> r[d] = Math.max(x, y);
                case NEG_S64 -> r[d] = -x;
                case ADD_S32 -> r[d] = (int) (x + y);
                case SUB_S32 -> r[d] = (int) (x - y);
                case MUL_S32 -> r[d] = (int) (x * y);
                case MAD_S32 -> r[d] = (int) (x * y + r[base + fields[f + 4]]);
                case NEG_S32 -> r[d] = (int) -x;
                case DIV_U32 -> r[d] = y == 0 ? -1 : Integer.divideUnsigned((int) x, (int) y);
                case REM_U32 -> r[d] = y == 0 ? x : Integer.remainderUnsigned((int) x, (int) y);
                case MUL_WIDE -> r[d] = x * y;
                case AND_B64, AND_B32, AND_PRED -> r[d] = x & y;
                case OR_B64, OR_B32, OR_PRED -> r[d] = x | y;
                case XOR_B64, XOR_B32, XOR_PRED -> r[d] = x ^ y;
                case NOT_B64, NOT_B32 -> r[d] = ~x;
                case NOT_PRED -> r[d] = x ^ 1;
                case SHL_B64 -> r[d] = (y & 0xFFFFFFFFL) > 63 ? 0 : x << y;
                case SHR_U64 -> r[d] = (y & 0xFFFFFFFFL) > 63 ? 0 : x >>> y;
                case SHL_B32 -> r[d] = (y & 0xFFFFFFFFL) > 31 ? 0 : (int) x << y;
                case SHR_U32 -> r[d] = (y & 0xFFFFFFFFL) > 31 ? 0 : (int) x >>> y;
                case MOV_B64, MOV_F64, MOV_B32, MOV_F32, MOV_U32, CVT_S64_S32 -> r[d] = x;
                case SELP_B64, SELP_F64, SELP_B32, SELP_F32 -> r[d] = r[base + fields[f + 4]] != 0 ? x : y;
                case CVT_F64_S64, CVT_F64_S32 -> r[d] = bits((double) x);
                case CVT_F32_S64, CVT_F32_S32 -> r[d] = bits((float) x);
                case CVT_F32_F64 -> r[d] = bits((float) f64(x));
                case CVT_F64_F32 -> r[d] = bits((double) f32(x));
                case CVT_S64_F64 -> r[d] = Ends.wide(f64(x));
                case CVT_S64_F32 -> r[d] = Ends.wide(f32(x));
                case CVT_S32_F64 -> r[d] = Ends.narrow(f64(x));
                case CVT_S32_F32 -> r[d] = (int) f32(x);
                case CVT_S32_S64 -> r[d] = (int) x;
                case FLOOR_F64 -> r[d] = bits(Math.floor(f64(x)));
                case CEIL_F64 -> r[d] = bits(Math.ceil(f64(x)));
                case RINT_F64 -> r[d] = bits(Math.rint(f64(x)));
                case FLOOR_F32 -> r[d] = bits((float) Math.floor(f32(x)));
                case CEIL_F32 -> r[d] = bits((float) Math.ceil(f32(x)));
                case RINT_F32 -> r[d] = bits((float) Math.rint(f32(x)));
                case SETP_F64 -> r[d] = Relation.holds(fields[f + 5], f64(x), f64(y)) ? 1 : 0;
                case SETP_F32 -> r[d] = Relation.holds(fields[f + 5], f32(x), f32(y)) ? 1 : 0;
                case SETP_S64, SETP_S32 -> r[d] = Relation.holds(fields[f + 5], x, y) ? 1 : 0;
                case SETP_U32 -> r[d] = Relation.holds(fields[f + 5], x & 0xFFFFFFFFL, y & 0xFFFFFFFFL) ? 1 : 0;
                case LD_PARAM -> r[d] = parameter;
                case LD_F64, LD_U64 -> r[d] = load(kernel, i, x + fields[f + 5], 8);
                case LD_F32, LD_U32 -> r[d] = load(kernel, i, x + fields[f + 5], 4);
                case ST_F64, ST_U64 -> store(kernel, i, x + fields[f + 5], 8, y);
                case ST_F32, ST_U32 -> store(kernel, i, x + fields[f + 5], 4, y);
                case LDS_F64, LDS_U64 -> r[d] = loadShared(kernel, i, x + fields[f + 5], 8);
                case LDS_F32, LDS_U32 -> r[d] = loadShared(kernel, i, x + fields[f + 5], 4);
                case STS_F64, STS_U64 -> storeShared(kernel, i, x + fields[f + 5], 8, y);
                case STS_F32, STS_U32 -> storeShared(kernel, i, x + fields[f + 5], 4, y);
                case BRA -> {
                    i = fields[f + 5];
                    continue;
                }
                case BAR -> {
                    return i;
                }
                case RET -> {
                    return DONE;
                }
            }
            i++;
        }
    }

    private static double f64(long bits) {
        return longBitsToDouble(bits);
    }

    private static float f32(long bits) {
        return intBitsToFloat((int) bits);
    }

    private static long bits(double x) {
        return doubleToRawLongBits(x);
    }

    private static long bits(float x) {
        return floatToRawIntBits(x);
    }

    private long load(Decoded kernel, int i, long address, int width) {
        Region region = region(kernel, i, address, width);
        int at = aligned(kernel, i, DeviceMemory.offset(address), width);
        note(kernel, i, watch.read(region, at >> 2));
        return width == 8 ? region.wide(at) : region.narrow(at);
    }

    private void store(Decoded kernel, int i, long address, int width, long value) {
        Region region = region(kernel, i, address, width);
        int at = aligned(kernel, i, DeviceMemory.offset(address), width);
        note(kernel, i, watch.write(region, at >> 2));
        if (width == 8) {
            region.wide(at, value);
        } else {
            region.narrow(at, (int) value);
        }
    }

    private long loadShared(Decoded kernel, int i, long address, int width) {
        int at = placeShared(kernel, i, address, width);
        if (watch.isOfAnotherBlock(shared.writers[at >> 2])) {
            throw fault(kernel, i, "reads shared memory that its block has not written");
        }
        note(kernel, i, watch.read(shared, at >> 2));
        return width == 8 ? shared.wide(at) : shared.narrow(at);
    }

    private void storeShared(Decoded kernel, int i, long address, int width, long value) {
        int at = placeShared(kernel, i, address, width);
        if (watch.isOfAnotherBlock(shared.writers[at >> 2])) {
            shared.writers[at >> 2] = 0; // each block has its own
            shared.readers[at >> 2] = 0;
        }
        note(kernel, i, watch.write(shared, at >> 2));
        if (width == 8) {
            shared.wide(at, value);
        } else {
            shared.narrow(at, (int) value);
        }
    }

    private Region region(Decoded kernel, int i, long address, int width) {
        Region region = memory.find(address);
        if (region == null || DeviceMemory.offset(address) + width > region.bytes.length) {
            throw fault(kernel, i, "leaves its memory");
        }
        return region;
    }

    private static int placeShared(Decoded kernel, int i, long at, int width) {
        if (at < 0 || at + width > kernel.shared()) {
            throw fault(kernel, i, "leaves its shared memory");
        }
        return aligned(kernel, i, at, width);
    }

    private static int aligned(Decoded kernel, int i, long at, int width) {
        if ((at & (width - 1)) != 0) {
            throw fault(kernel, i, "touches " + width + " bytes at a place that is no multiple of it");
        }
        return (int) at;
    }

    private static void note(Decoded kernel, int i, @Nullable String wrong) {
        if (wrong != null) {
            throw fault(kernel, i, wrong);
        }
    }

    private static KernelFault fault(Decoded kernel, int i, String what) {
        return new KernelFault("the kernel " + kernel.name() + " " + what + ": "
                + kernel.source().get(i));
    }
}
