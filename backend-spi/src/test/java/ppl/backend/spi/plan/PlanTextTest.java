package ppl.backend.spi.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Program;
import ppl.backend.spi.fuse.Fusion;
import ppl.backend.spi.fuse.KernelLimits;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;

class PlanTextTest {

    @Test
    void a_plan_is_read_line_by_line() {
        Var x = Var.input("x", 3, 4);
        Var m = Var.input("m", 4, 2);
        assertEquals("""
                b0: F64[12], input 0
                b1: F64[3], output 0
                b2: F64[8], input 1
                b3: F64[6], output 1
                loop i0 < 3, i1 < 4 folded
                  %0 = F64 b0[4·i0 + i1]
                  %1 = F64 MUL(%0, %0)
                  b1[i0] = SUM of %1
                b3[3, 2] = MatMul(b0[3, 4], b2[4, 2])
                """, text(List.of(x, m), x.times(x).sum(1), x.dot(m)));
    }

    @Test
    void sums_by_group_say_where_rows_are_added() {
        Var x = Var.input("x", 4);
        Var index = Var.constant(Tensor.of(new int[] {1, 0, 1, 1}));
        assertEquals("""
                b0: I32[0], constant
                b1: I32[4], constant
                b2: F64[2], output 0
                b3: F64[4], input 0
                fill b2 with float64 0.0
                loop i0 < 4
                  %0 = F64 b3[i0]
                  %1 = I32 b1[i0]
                  b2[0] moved by %1 += %0
                """, text(List.of(x), Functions.scatterAdd(x, index, 0, 2)));
    }

    private static String text(List<Var> inputs, Var... outputs) {
        return Fusion.plan(new Program(new Graph(inputs, List.of(outputs))), KernelLimits.NONE)
                .toString();
    }
}
