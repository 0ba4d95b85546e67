package ppl.graph.random;

import static ppl.graph.function.Elementwise.and;
import static ppl.graph.function.Elementwise.xor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Binary;
import ppl.graph.op.RichOp;

/**
 * The counter-based generator Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011),
 * once as a function of Java numbers and once as a graph; a test holds the two together and against the published
 * vectors. Inputs of the op: key and counter, int64 of one shape; the 128-bit counter is (counter, domain, 0).
 *
 * @param domain separates uses of one key: drawing bits, deriving keys by number, deriving keys by name
 * @param upper false for the first 64 bits of the block, true for the last
 */
public record Philox(int domain, boolean upper) implements RichOp {

    static final long M0 = 0xD2511F53L;
    static final long M1 = 0xCD9E8D57L;
    static final int W0 = 0x9E3779B9;
    static final int W1 = 0xBB67AE85;
    static final int ROUNDS = 10;
    private static final long LOW = 0xFFFFFFFFL;

    /** 64 random bits of a block as a function of Java numbers. */
    public static long bits(long key, long counter, int domain, boolean upper) {
        long c0 = counter & LOW;
        long c1 = counter >>> 32;
        long c2 = domain & LOW;
        long c3 = 0;
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = M0 * c0;
            long p1 = M1 * c2;
            c0 = (p1 >>> 32) ^ c1 ^ (k0 & LOW);
            c2 = (p0 >>> 32) ^ c3 ^ (k1 & LOW);
            c1 = p1 & LOW;
            c3 = p0 & LOW;
            k0 += W0;
            k1 += W1;
        }
        return upper ? c2 | c3 << 32 : c0 | c1 << 32;
    }

    /** Four 32-bit words of a full block, for the published test vectors. */
    static int[] block(int[] counter, int[] key) {
        int[] c = counter.clone();
        int k0 = key[0];
        int k1 = key[1];
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = M0 * (c[0] & LOW);
            long p1 = M1 * (c[2] & LOW);
            c = new int[] {(int) (p1 >>> 32) ^ c[1] ^ k0, (int) p1, (int) (p0 >>> 32) ^ c[3] ^ k1, (int) p0};
            k0 += W0;
            k1 += W1;
        }
        return c;
    }

    @Override
    public String name() {
        return "philox";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var key = inputs.get(0);
        Var counter = inputs.get(1);
        if (key.dtype() != DType.I64 || !key.type().equals(counter.type())) {
            throw new GraphException(
                    GraphCode.TYPE,
                    "philox needs an int64 key and counter of one shape, but got " + key.describe() + " and "
                            + counter.describe());
        }
        return key.type();
    }

    @Override
    public boolean isElementwise() {
        return true;
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var key = inputs.get(0);
        Var counter = inputs.get(1);
        Var low = Var.constant(LOW);
        Var c0 = and(counter, low);
        Var c1 = shiftRight(counter);
        Var c2 = Var.constant(domain & LOW);
        Var c3 = Var.constant(0L);
        Var k0 = and(key, low);
        Var k1 = shiftRight(key);
        for (int round = 0; round < ROUNDS; round++) {
            Var p0 = Binary.Fn.MUL.of(c0, Var.constant(M0));
            Var p1 = Binary.Fn.MUL.of(c2, Var.constant(M1));
            c0 = xor(xor(shiftRight(p1), c1), bump(k0, W0, round));
            c2 = xor(xor(shiftRight(p0), c3), bump(k1, W1, round));
            c1 = and(p1, low);
            c3 = and(p0, low);
        }
        return upper ? join(c2, c3) : join(c0, c1);
    }

    private static Var bump(Var key, int step, int round) {
        return and(Binary.Fn.ADD.of(key, Var.constant((step & LOW) * round)), Var.constant(LOW));
    }

    private static Var shiftRight(Var x) {
        return Binary.Fn.SHR.of(x, Var.constant(32L));
    }

    private static Var join(Var low, Var high) {
        return Elementwise.or(low, Binary.Fn.SHL.of(high, Var.constant(32L)));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Arrays.asList(null, null);
    }
}
