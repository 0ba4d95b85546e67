package ppl.backend.cuda.nest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Positions;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.Compare;
import ppl.graph.op.Select;

/**
 * The values of an iteration. Each axis has a level, 1 or 2, and each step the greatest level of the axes on which it depends: steps of
 * level 0 are computed once for a thread, those of level 1 around the inner loop, those of level 2 in it.
 */
final class Values {

    private record Place(int buffer, List<Integer> strides) {}

    private final Frame frame;
    private final LoopNest nest;
    private final int[] axisLevels;
    private final int[] levels;
    private final boolean[] needed;
    private final @Nullable Register[] values;
    private final @Nullable Register[] conditions;
    private final Arithmetic arithmetic;
    /** Of each axis, once it is known. */
    final @Nullable Register[] positions;

    private Map<List<Integer>, Register> indices = new HashMap<>();
    private Map<Place, Register> addresses = new HashMap<>();

    /**
     * The values that some steps need.
     *
     * @param axisLevels the level of each axis
     * @param wanted the steps that sinks take
     */
    Values(Frame frame, LoopNest nest, int[] axisLevels, List<Integer> wanted) {
        this.frame = frame;
        this.nest = nest;
        this.axisLevels = axisLevels;
        int n = nest.steps().size();
        this.levels = new int[n];
        this.needed = new boolean[n];
        this.values = new Register[n];
        this.conditions = new Register[n];
        this.arithmetic = new Arithmetic(frame.code());
        this.positions = new Register[axisLevels.length];
        wanted.forEach(s -> needed[s] = true);
        for (int s = n - 1; s >= 0; s--) {
            if (needed[s]) {
                operands(nest.steps().get(s)).forEach(o -> needed[o] = true);
            }
        }
        for (int s = 0; s < n; s++) {
            levels[s] = levelOf(nest.steps().get(s));
        }
    }

    static List<Integer> operands(Step step) {
        return switch (step) {
            case Step.Apply apply -> apply.operands();
            case Step.Gather gather -> List.of(gather.index());
            case Step.Load _, Step.Immediate _, Step.Position _ -> List.of();
        };
    }

    private int levelOf(Step step) {
        int level =
                switch (step) {
                    case Step.Immediate _, Step.Apply _ -> 0;
                    case Step.Load load -> levelOf(load.from().strides());
                    case Step.Gather gather -> levelOf(gather.from().strides());
                    case Step.Position position -> levelOf(position.strides());
                };
        for (int o : operands(step)) {
            level = Math.max(level, levels[o]);
        }
        return level;
    }

    private int levelOf(List<Integer> strides) {
        int level = 0;
        for (int a = 0; a < strides.size(); a++) {
            level = strides.get(a) != 0 ? Math.max(level, axisLevels[a]) : level;
        }
        return level;
    }

    /** Finds the buffers that the steps read and that {@code others} name; before any loop. */
    void locate(List<Access> others) {
        Set<Integer> buffers = new HashSet<>();
        for (int s = 0; s < values.length; s++) {
            if (needed[s]) {
                switch (nest.steps().get(s)) {
                    case Step.Load load -> buffers.add(load.from().buffer());
                    case Step.Gather gather -> buffers.add(gather.from().buffer());
                    case Step.Immediate _, Step.Position _, Step.Apply _ -> {}
                }
            }
        }
        others.forEach(a -> buffers.add(a.buffer()));
        buffers.stream().sorted().forEach(frame::pointer);
    }

    /** Runs what is written in a loop or under a condition: registers that it sets are not known behind it. */
    void inside(Runnable body) {
        var indicesAround = indices;
        var addressesAround = addresses;
        indices = new HashMap<>(indices);
        addresses = new HashMap<>(addresses);
        body.run();
        indices = indicesAround;
        addresses = addressesAround;
    }

    /** Computes the steps of a level. */
    void compute(int level) {
        for (int s = 0; s < values.length; s++) {
            if (needed[s] && levels[s] == level) {
                compute(s, nest.steps().get(s));
            }
        }
    }

    private void compute(int s, Step step) {
        switch (step) {
            case Step.Immediate(var value) ->
                values[s] = frame.code().op(Types.kind(step.dtype()), Types.move(step.dtype()), Types.number(value));
            case Step.Load(DType dtype, Access from) -> values[s] = frame.load(dtype, stored(from), address(from));
            case Step.Position(int offset, List<Integer> strides) -> values[s] = position(offset, strides);
            case Step.Gather gather -> values[s] = gather(gather);
            case Step.Apply(DType _, Compare(Compare.Fn fn), List<Integer> o) ->
                conditions[s] = arithmetic.compare(fn, dtype(o.getFirst()), value(o.get(0)), value(o.get(1)));
            case Step.Apply(DType dtype, Select _, List<Integer> o) ->
                values[s] = arithmetic.select(dtype, condition(o.get(0)), value(o.get(1)), value(o.get(2)));
            case Step.Apply(DType dtype, var op, List<Integer> o) -> {
                List<Register> x = new ArrayList<>();
                o.forEach(k -> x.add(value(k)));
                values[s] = arithmetic.apply(op, dtype(o.getFirst()), dtype, x);
            }
        }
        if (conditions[s] != null && isUsedAsNumber(s)) {
            values[s] = arithmetic.truth(conditions[s]); // here, where it is known on every way
        }
    }

    /** True if anything but a choice takes a comparison. */
    private boolean isUsedAsNumber(int s) {
        boolean chosen = false;
        for (int user = s + 1; user < values.length; user++) {
            Step step = nest.steps().get(user);
            if (needed[user] && operands(step).contains(s)) {
                boolean only = step instanceof Step.Apply(DType _, Select _, List<Integer> o)
                        && o.get(0) == s
                        && o.get(1) != s
                        && o.get(2) != s;
                if (!only) {
                    return true;
                }
                chosen = true;
            }
        }
        return !chosen || nest.sinks().stream().anyMatch(k -> k.step() == s);
    }

    private DType dtype(int s) {
        return nest.steps().get(s).dtype();
    }

    private Register condition(int s) {
        Register known = conditions[s];
        return known != null ? known : arithmetic.condition(value(s));
    }

    /** The register of a step. */
    Register value(int s) {
        Register value = values[s];
        if (value == null) {
            throw new AssertionError("step " + s + " is not computed before it is used");
        }
        return value;
    }

    private Register position(int offset, List<Integer> strides) {
        Register index = index(strides);
        Number constant = Number.of((long) offset);
        if (index == null) {
            return frame.code().op(Kind.B64, "mov.b64", constant);
        }
        Register wide = frame.code().op(Kind.B64, "cvt.s64.s32", index);
        return offset == 0 ? wide : frame.code().op(Kind.B64, "add.s64", wide, constant);
    }

    /** Outside of the axis the element is NaN, 0 or false, and nothing is read. */
    private Register gather(Step.Gather gather) {
        DType type = dtype(gather.index());
        Register index = value(gather.index());
        Register narrow = type == DType.I64 ? frame.code().op(Kind.B32, "cvt.u32.u64", index) : index;
        Register moved =
                gather.stride() == 1 ? narrow : frame.int32("mul.lo.s32", narrow, Number.of((long) gather.stride()));
        Register around = index(gather.from().strides());
        Register at = around == null ? moved : frame.int32("add.s32", around, moved);
        Register pointer = frame.pointer(gather.from().buffer());
        DType dtype = stored(gather.from());
        Address from = frame.element(pointer, at, gather.from().offset(), dtype);
        if (gather.certain()) {
            return frame.load(gather.dtype(), dtype, from);
        }
        String compared = type == DType.I64 ? "s64" : "s32";
        Register above = frame.code().op(Kind.PRED, "setp.ge." + compared, index, Number.of(0L));
        Register below = frame.code().op(Kind.PRED, "setp.lt." + compared, index, Number.of((long) gather.extent()));
        Register within = frame.code().op(Kind.PRED, "and.pred", above, below);
        Register value = frame.code()
                .op(Types.kind(dtype), Types.move(dtype), Types.number(dtype, dtype.isFloat() ? Double.NaN : 0));
        frame.code().intoIf(within, value, Types.load("global", dtype), from);
        return frame.widened(gather.dtype(), dtype, value);
    }

    private @Nullable Register index(List<Integer> strides) {
        Register known = indices.get(strides);
        if (known == null) {
            known = Positions.index(frame, positions, strides);
            if (known != null) {
                indices.put(strides, known);
            }
        }
        return known;
    }

    private DType stored(Access access) {
        return frame.stored(frame.target().plan().buffer(access.buffer()));
    }

    /** Where an access lies in this iteration. */
    Address address(Access access) {
        DType dtype = stored(access);
        Place place = new Place(access.buffer(), access.strides());
        Register base = addresses.get(place);
        if (base == null) {
            base = frame.element(frame.pointer(access.buffer()), index(access.strides()), 0, dtype)
                    .base();
            addresses.put(place, base);
        }
        return frame.element(base, null, access.offset(), dtype);
    }

    /** Where an access lies that is moved by a computed index. */
    Address moved(Access access, Register index, int stride) {
        Register by = stride == 1 ? index : frame.int32("mul.lo.s32", index, Number.of((long) stride));
        DType dtype = stored(access);
        return frame.element(
                address(new Access(access.buffer(), 0, access.strides())).base(), by, access.offset(), dtype);
    }
}
